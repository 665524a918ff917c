"""Counts what libpysock costs, and holds it against what it may cost.

Usage: bench.py DIRECTORY, where the compiled benchmarks are. Ends with 1 where a count is too
high. Counts decide; times are only shown, since they are of one machine and one moment.
"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

COUNT = 1000

# Lines of Python that do what the benchmark's transfer does, and are measured in the same way.
CPYTHON = """
import socket, sys
a, b = socket.socketpair()
a.settimeout(10)
b.settimeout(10)
data = bytes(64)
for _ in range(int(sys.argv[1]) + 1):
    a.send(data)
    b.recv(64)
"""

CPYTHON_TRIP = """
import socket, time
a, b = socket.socketpair()
a.settimeout(1)
b.settimeout(1)
data = bytes(64)
taken = []
for _ in range(51):
    start = time.perf_counter_ns()
    for _ in range(500):
        a.send(data)
        b.recv(64)
        b.send(data)
        a.recv(64)
    taken.append((time.perf_counter_ns() - start) // 500)
print(sorted(taken)[25])
"""


def run(command):
    """Standard output and standard error of a command that must succeed."""
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False,
                          universal_newlines=True)
    if done.returncode != 0:
        sys.exit("%s: status %d\n%s" % (" ".join(command), done.returncode, done.stderr))
    return done.stdout, done.stderr


def system_calls(command):
    """How many system calls a command makes."""
    with tempfile.NamedTemporaryFile("r") as trace:
        run(["strace", "-qq", "-o", trace.name] + command)
        return sum(1 for _ in trace)


def instructions(command):
    """How many instructions a command executes in user mode."""
    _, told = run(["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null"] + command)
    return int(re.search(r"Collected : (\d+)", told).group(1))


def each(count, command):
    """The cost of one operation: COUNT of them less none of them."""
    return (count(command + [str(COUNT)]) - count(command + ["0"])) / COUNT


class Table:
    """What was counted, line by line, and whether all of it is within its bounds."""

    def __init__(self):
        self.good = True

    def line(self, what, value, bound=None):
        """Shows a count, and holds it against the most that it may be."""
        good = bound is None or value <= bound
        limit = "" if bound is None else "at most %.1f" % bound
        print("%-44s %10.1f   %s%s" % (what, value, limit, "" if good else "   TOO MUCH"))
        self.good = self.good and good


def count_transfer(table, operations):
    """A send and a recv, both of which can be done at once, with a timeout."""
    calls = each(system_calls, [operations, "transfer"])
    table.line("system calls of a ready send and recv", calls, 2)
    table.good = table.good and calls == 2
    table.line("  CPython", each(system_calls, [sys.executable, "-c", CPYTHON]))
    table.line("instructions of a ready send and recv",
               each(instructions, [operations, "transfer"]), 100)
    table.line("  the C library alone", each(instructions, [operations, "raw-transfer"]))


def count_inet(table, operations):
    """The conversions, beside the C library's own."""
    for name in ("inet_aton", "inet_ntoa", "inet_pton", "inet_ntop"):
        raw = each(instructions, [operations, "raw-" + name])
        table.line("instructions of " + name, each(instructions, [operations, name]), 1.1 * raw)
        table.line("  the C library alone", raw)


def show_times(directory):
    """The round trip and the storm of signals, which are times and decide nothing."""
    told, _ = run([os.path.join(directory, "roundtrip")])
    times = [line.split() for line in told.splitlines()]
    times.append(["CPython", run([sys.executable, "-c", CPYTHON_TRIP])[0].strip()])
    raw = float(times[0][1])
    print("\nround trip of 64 bytes, median")
    for name, taken_ns in times:
        print("  %-42s %10s ns   %.2f of the raw calls" % (name, taken_ns, float(taken_ns) / raw))
    told, _ = run([os.path.join(directory, "storm")])
    print("\na timeout of 1 s under a signal every 10 ms")
    for line in told.splitlines():
        name, taken_ms = line.split()
        print("  %-42s %10s ms%s" % (name, taken_ms, "   (ended by us)"
                                     if float(taken_ms) > 3000 else ""))


def main(directory):
    """Counts all there is to count."""
    for tool in ("strace", "valgrind"):
        if not shutil.which(tool):
            sys.exit("bench.py needs " + tool)
    table = Table()
    operations = os.path.join(directory, "operations")
    count_transfer(table, operations)
    count_inet(table, operations)
    show_times(directory)
    return 0 if table.good else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
