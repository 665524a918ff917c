#!/usr/bin/env python3
"""Compares the cost of the binding with that of CPython's own _socket, in alternating pairs.

    bench_binding.py DIRECTORY

DIRECTORY contains the binding's _socket. Two interpreters take turns with the same rounds on one
processor, so that other work of the machine affects both. Each begins every other pair. For each
pair this computes the ratio of the elapsed times and that of the processor times, which include
both ends of a round, and prints the medians and quartiles. Only the count of system calls decides:
status 1 if the binding makes more than CPython.
"""
import os
import re
import subprocess
import sys
import tempfile

ROUNDS = 101

WORKLOADS = """
import socket, sys, threading, time

def small(count):
    a.settimeout(10), b.settimeout(10)
    for _ in range(count):
        a.send(b"x")
        b.recv(1)

def large(count):
    a.settimeout(60), b.settimeout(60)
    data, room = bytes(1 << 20), bytearray(1 << 20)
    def send():
        for _ in range(count):
            a.sendall(data)
    thread = threading.Thread(target=send)
    thread.start()
    left = count << 20
    while left:
        left -= b.recv_into(room)
    thread.join()

def echo(count):
    def serve():
        for _ in range(count):
            connection, _ = listener.accept()
            with connection:
                connection.sendall(connection.recv(64))
    thread = threading.Thread(target=serve)
    thread.start()
    for _ in range(count):
        with socket.create_connection(address, 60) as client:
            client.sendall(b"hello")
            client.recv(64)
    thread.join()

a, b = socket.socketpair()
listener = socket.create_server(("127.0.0.1", 0))
address = listener.getsockname()
for line in sys.stdin:
    name, count = line.split()
    passed, used = time.perf_counter(), time.process_time()
    globals()[name](int(count))
    print(time.perf_counter() - passed, time.process_time() - used, flush=True)
"""

# The name of the workload, how often it is done in a round, and what it is.
ROUND_SIZES = (("small", 500, "send and recv of one byte, with a timeout"),
               ("large", 5, "sendall and recv_into of 1 MiB"),
               ("echo", 100, "an echo over a connection of its own"))


def environment(path):
    return dict(os.environ, PYTHONPATH=path) if path else dict(os.environ)


class Interpreter:
    """One of the two interpreters that take turns."""

    def __init__(self, path):
        self._process = subprocess.Popen([sys.executable, "-c", WORKLOADS], env=environment(path),
                                         stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                         universal_newlines=True, bufsize=1)

    def play(self, name, count):
        """The elapsed time and the processor time of a round."""
        self._process.stdin.write("%s %d\n" % (name, count))
        return [float(word) for word in self._process.stdout.readline().split()]

    def end(self):
        self._process.stdin.close()
        self._process.wait()


def play_pair(sides, name, count, first):
    """The measurements of both sides; the side with the number `first` begins."""
    played = {i: sides[i].play(name, count) for i in (first, 1 - first)}
    return played[0], played[1]


def quartiles(values):
    values = sorted(values)
    return [values[len(values) * part // 4] for part in (1, 2, 3)]


def compare(sides, name, count, what):
    """Prints the quartiles of the ratios of the pairs."""
    play_pair(sides, name, count, 0)  # to warm up
    pairs = [play_pair(sides, name, count, number % 2) for number in range(ROUNDS)]
    passed, used = (quartiles([own[i] / usual[i] for usual, own in pairs]) for i in (0, 1))
    print("%-44s %6.2f of CPython's time (%.2f to %.2f), %.2f of its processor's time"
          % (what, passed[1], passed[0], passed[2], used[1]), flush=True)


def system_calls(path, count):
    """The number of system calls that the workload of small transfers makes."""
    with tempfile.NamedTemporaryFile("r") as trace:
        subprocess.run(["strace", "-f", "-qq", "-o", trace.name, sys.executable, "-c", WORKLOADS],
                       input="small %d\n" % count, env=environment(path), check=True,
                       stdout=subprocess.DEVNULL, universal_newlines=True)
        return sum(1 for line in trace if re.search(r"\b(sendto|recvfrom|poll|ppoll)\(", line))


def main(directory):
    count = 100
    usual, own = (system_calls(path, count) / count for path in (None, directory))
    print("system calls of a ready send and recv        %6.1f, CPython %.1f" % (own, usual))
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    print("%d pairs on one processor; load of the machine %.1f" % (ROUNDS, os.getloadavg()[0]))
    sides = [Interpreter(None), Interpreter(directory)]
    for name, size, what in ROUND_SIZES:
        compare(sides, name, size, what)
    for side in sides:
        side.end()
    return 1 if own > usual else 0


if __name__ == "__main__":
    sys.exit(main(os.path.abspath(sys.argv[1])))
