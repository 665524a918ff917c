"""Plays the example programs: alone, against one another and against the same ones in Python.

Usage: check.py DIRECTORY, where the compiled examples are; check.py --windows DIRECTORY COMMAND
plays those of DIRECTORY/windows too, whose programs COMMAND starts. Silent when all is well.
"""
import os
import re
import socket
import subprocess
import sys
import time

PATIENCE_S = 120


def free_port():
    """A port on which nobody listens, for IPv4 and IPv6 alike."""
    with socket.socket() as s:
        s.bind(("", 0))
        return s.getsockname()[1]


def serve(listener):
    """The second half of both servers."""
    conn, address = listener.accept()
    print("Connected by", address[:2])
    while True:
        data = conn.recv(1024)
        if not data:
            break
        conn.send(data)
    conn.close()


def greet(s):
    """The second half of both clients."""
    s.send(b"Hello, world")
    data = s.recv(1024)
    s.close()
    print("Received", repr(data))


def open_first(results, prepare):
    """The first address whose socket can be prepared; without any, the program ends with 1."""
    for family, kind, proto, _, address in results:
        try:
            s = socket.socket(family, kind, proto)
        except socket.error:
            continue
        try:
            prepare(s, address)
            return s
        except socket.error:
            s.close()
    print("could not open socket")
    sys.exit(1)


def echo_server(port):
    """IPv4 only."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as s:
        s.bind(("", int(port)))
        s.listen(1)
        serve(s)


def echo_client(host, port):
    """IPv4 only."""
    s = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    s.connect((host, int(port)))
    greet(s)


def echo_server_dual(port):
    """The first family there is."""
    def listen(s, address):
        s.bind(address)
        s.listen(1)

    results = socket.getaddrinfo(None, port, socket.AF_UNSPEC, socket.SOCK_STREAM, 0,
                                 socket.AI_PASSIVE)
    with open_first(results, listen) as s:
        serve(s)


def echo_client_dual(host, port):
    """The first address that answers."""
    results = socket.getaddrinfo(host, port, socket.AF_UNSPEC, socket.SOCK_STREAM)
    greet(open_first(results, lambda s, address: s.connect(address)))


def run_client(command, port):
    """Plays a client again and again until the server has come up."""
    end = time.monotonic() + PATIENCE_S
    while True:
        done = subprocess.run(command + ["localhost", str(port)], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, timeout=PATIENCE_S, check=False)
        if done.returncode == 0 or time.monotonic() > end:
            return done
        time.sleep(0.02)


def play(server, client):
    """Plays a pair; what went wrong comes back, or None."""
    port = free_port()
    running = subprocess.Popen(server + [str(port)], stdout=subprocess.PIPE)
    try:
        answer = run_client(client, port)
        told, _ = running.communicate(timeout=PATIENCE_S)
    except subprocess.TimeoutExpired:
        return "the pair hangs"
    finally:
        running.kill()
        running.wait()
    said = answer.stdout.replace(b"\r\n", b"\n")
    told = told.replace(b"\r\n", b"\n")
    if answer.returncode != 0 or said != b"Received b'Hello, world'\n":
        return "the client says %r, status %d" % (answer.stdout, answer.returncode)
    if running.returncode != 0 or not re.match(rb"Connected by \('(127\.0\.0\.1|::1)', \d+\)\n$",
                                               told):
        return "the server says %r, status %d" % (told, running.returncode)
    return None


def play_nobody(client):
    """A client whose host nobody serves says so; what it says instead comes back, or None."""
    done = subprocess.run(client + ["localhost", str(free_port())], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL, timeout=PATIENCE_S, check=False)
    if done.returncode != 1 or done.stdout != b"could not open socket\n":
        return "the client says %r, status %d" % (done.stdout, done.returncode)
    return None


def play_taken(server):
    """A server whose port is taken says so; what it says instead comes back, or None."""
    with socket.socket() as first, socket.socket(socket.AF_INET6) as second:
        first.bind(("", 0))
        first.listen(1)
        second.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        second.bind(("", first.getsockname()[1]))
        second.listen(1)
        done = subprocess.run(server + [str(first.getsockname()[1])], stdout=subprocess.PIPE,
                              timeout=PATIENCE_S, check=False)
    if done.returncode != 1 or done.stdout != b"could not open socket\n":
        return "the server says %r, status %d" % (done.stdout, done.returncode)
    return None


# What each example that is a program of its own prints.
SAID = {
    "timeout": "nothing yet: timed out\nreceived late\nit waits without end again: yes\n",
    "nonblocking": "it would have to wait\nthere is something to read\nreceived now\n",
    "udp": "the server received ping from 127.0.0.1\nits port is the client's: yes\n"
           "the client received pong\n",
    "resolve 127.0.0.1 80": "IPv4 127.0.0.1 port 80\n",
    "resolve ::1 443": "IPv6 ::1 port 443\n",
    "errors": "connect: error, Connection refused\n"
              "getaddrinfo: gaierror, Name or service not known\n"
              "settimeout: ValueError, Timeout value out of range\n"
              "listen: error, Bad file descriptor\n",
    "files": "6 bytes of a file\nfirst\nsecond\nthird\n",
}


def play_alone(directory, words, want):
    """An example that needs no other; what it says instead comes back, or None."""
    command = words.split()
    done = subprocess.run([os.path.join(directory, command[0])] + command[1:],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          universal_newlines=True, timeout=PATIENCE_S, check=False)
    if done.returncode != 0 or done.stdout != want:
        return "%s says %r, status %d" % (words, done.stdout, done.returncode)
    return None


def main_windows(directory, command):
    """Plays the pairs in which Windows has a part, and says what went wrong."""
    def on_linux(name):
        return [os.path.join(directory, "examples", name)]

    def on_windows(name):
        return [command, os.path.join(directory, "windows", "examples", name + ".exe")]

    wrong = 0
    for kind in ("", "_dual"):
        for server, client in ((on_windows, on_windows), (on_windows, on_linux),
                               (on_linux, on_windows)):
            names = server("echo_server" + kind), client("echo_client" + kind)
            why = play(*names)
            if why:
                print("%s with %s: %s" % (names[0], names[1], why), file=sys.stderr)
                wrong = 1
    return wrong


def main(directory):
    """Plays all pairs, and says what went wrong."""
    def in_c(name):
        return [os.path.join(directory, name)]

    def in_python(name):
        return [sys.executable, os.path.abspath(__file__), "--play", name]

    wrong = []
    for kind in ("", "_dual"):
        for server in (in_c, in_python):
            for client in (in_c, in_python):
                names = "echo_server" + kind, "echo_client" + kind
                why = play(server(names[0]), client(names[1]))
                if why:
                    wrong.append("%s with %s: %s" % (server(names[0]), client(names[1]), why))
    for why in [play_nobody(in_c("echo_client_dual")), play_taken(in_c("echo_server_dual"))] + [
            play_alone(directory, words, want) for words, want in SAID.items()]:
        if why:
            wrong.append(why)
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    if sys.argv[1] == "--play":
        globals()[sys.argv[2]](*sys.argv[3:])
    elif sys.argv[1] == "--windows":
        sys.exit(main_windows(*sys.argv[2:]))
    else:
        sys.exit(main(sys.argv[1]))
