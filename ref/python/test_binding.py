#!/usr/bin/env python3
"""Tests of the binding beyond the rows: signals, threads, ssl, the example of the README.

    test_binding.py DIRECTORY README [TEST...]
"""
import _socket
import errno
import faulthandler
import os
import re
import signal
import statistics
import struct
import subprocess
import sys
import threading
import time
import unittest

DIRECTORY, README = "build/python", "README.md"
PATIENCE_S = 120


def waits(thread):
    """Whether the thread of this process sleeps in a system call."""
    with open("/proc/self/task/%d/stat" % thread) as file:
        return file.read().rsplit(")", 1)[1].split()[0] == "S"


def settle(thread):
    """Returns once the thread waits, for longer than it waits for the interpreter's lock."""
    looks = 0
    while looks < 3:
        time.sleep(0.01)
        looks = looks + 1 if waits(thread) else 0


class Interrupts(unittest.TestCase):
    """KeyboardInterrupt ends calls that would wait for ever."""

    ROUNDS, BOUND_S = 5, 0.05

    def interrupt(self, call):
        """The seconds from a signal, sent while the call waits, to its KeyboardInterrupt."""
        main, over, rung = threading.get_native_id(), threading.Event(), []

        def ring():
            settle(main)
            while not over.is_set():
                rung.append(time.monotonic())
                os.kill(os.getpid(), signal.SIGINT)
                over.wait(PATIENCE_S / 20)  # a signal may have come before the call

        thread = threading.Thread(target=ring)
        thread.start()
        try:
            with self.assertRaises(KeyboardInterrupt):
                call()
            return time.monotonic() - rung[0]
        finally:
            over.set()
            thread.join()

    def prompt(self, call):
        """Interrupts the call and a sleep by turns: on a busy machine both take their time."""
        rounds = [(self.interrupt(call), self.interrupt(lambda: time.sleep(PATIENCE_S)))
                  for _ in range(self.ROUNDS)]
        took, slept = map(statistics.median, zip(*rounds))
        self.assertLess(took, max(self.BOUND_S, 3 * slept))

    def setUp(self):
        self.a, self.b = pysock.socketpair()
        self.addCleanup(self.a.close)
        self.addCleanup(self.b.close)

    def test_recv(self):
        self.prompt(lambda: self.a.recv(1))

    def test_recv_with_a_timeout(self):
        self.a.settimeout(10 * PATIENCE_S)
        self.prompt(lambda: self.a.recv_into(bytearray(1)))

    def test_sendall(self):
        self.prompt(lambda: self.a.sendall(bytes(1 << 24)))

    def test_accept(self):
        with pysock.create_server(("127.0.0.1", 0)) as listener:
            self.prompt(listener.accept)

    def test_connect(self):
        with pysock.create_server(("127.0.0.1", 0), backlog=0) as listener:
            def connect():
                # The backlog is full after the first or the second.
                for _ in range(4):
                    client = pysock.socket()
                    self.addCleanup(client.close)
                    client.connect(listener.getsockname())
            self.prompt(connect)

    def test_a_handler_that_does_not_raise_ends_nothing(self):
        heard = []
        before = signal.signal(signal.SIGALRM, lambda *_: heard.append(1) or self.b.send(b"x"))
        try:
            signal.setitimer(signal.ITIMER_REAL, 0.05)
            self.assertEqual(self.a.recv(1), b"x")
        finally:
            signal.signal(signal.SIGALRM, before)
        self.assertEqual(heard, [1])


class Names(unittest.TestCase):
    """Every name of CPython's module exists, with the same value."""

    # CPython and libpysock have these only if they were built with Bluetooth.
    BLUETOOTH = re.compile("BDADDR_|BTPROTO_|HCI_|SOL_HCI")

    def test_the_module(self):
        own = pysock._socket
        for name in dir(_socket):
            if self.BLUETOOTH.match(name) and not hasattr(own, "BTPROTO_SCO"):
                continue
            value = getattr(_socket, name)
            self.assertTrue(hasattr(own, name), name)
            if isinstance(value, (int, str)) and not name.startswith("__"):
                self.assertEqual(getattr(own, name), value, name)

    def test_the_socket(self):
        self.assertEqual(set(dir(_socket.socket)) - set(dir(pysock._socket.socket)), set())


class Addresses(unittest.TestCase):
    """A socket of any family over a descriptor of AF_UNIX. The kernel's opinion of the address does
    not matter here, since the rows show how it is packed."""

    def over(self, family, proto=0):
        a, b = pysock.socketpair()
        b.close()
        s = pysock.socket(getattr(pysock, family), pysock.SOCK_DGRAM, proto, fileno=a.detach())
        self.addCleanup(s.close)
        return s

    def refused(self, s, address, *wanted):
        """The binding or the library refuses it, before the kernel is asked."""
        with self.assertRaises(wanted) as caught:
            s.bind(address)
        self.assertIsNone(getattr(caught.exception, "errno", None), caught.exception)

    def test_bad_ones(self):
        for family, proto, addresses in (
                ("AF_CAN", 1, ("lo", (), (1,), ("lo", "x"), ("lo", 1 << 64, 0, 0), ("lo", 0, 0))),
                ("AF_ALG", 0, ("hash", ("hash",), ("hash", 1), ("hash", "x", -1), ("x" * 14, "y"))),
                ("AF_VSOCK", 0, (1, (1,), (1, 2, 3), (-1, 0), ("1", 2))),
                ("AF_QIPCRTR", 0, (1, (1,), (1, 2, 3), (1 << 32, 0), (1, None))),
                ("AF_RDS", 0, (1, ("127.0.0.1",), ("127.0.0.1", -1)))):
            s = self.over(family, proto)
            for address in addresses:
                with self.subTest(family=family, address=address):
                    self.refused(s, address, TypeError, ValueError, OverflowError)

    def test_bluetooth(self):
        for proto, addresses in enumerate((
                (("00:11:22:33:44:55",), ("00:11:22:33:44:5g", 1)),  # L2CAP
                ((), (1 << 16,), (1, 2, 3), (None,)),  # HCI
                ("00:11:22:33:44", b"x", 1 << 70, None),  # SCO
                (("00:11:22:33:44:55",), ("00:11:22:33:44:55", 256)))):  # RFCOMM
            s = self.over("AF_BLUETOOTH", proto)
            for address in addresses:
                with self.subTest(proto=proto, address=address):
                    self.refused(s, address, TypeError, OverflowError, OSError)


class Threads(unittest.TestCase):
    """Several threads in the binding at once; `make tsan` runs this under ThreadSanitizer."""

    THREADS, ROUNDS = 4, 50

    def run_all(self, function):
        failures = []

        def play():
            try:
                for _ in range(self.ROUNDS):
                    function()
            except BaseException as error:
                failures.append(error)

        threads = [threading.Thread(target=play) for _ in range(self.THREADS)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(failures, [])

    def test_one_pair(self):
        a, b = pysock.socketpair()
        with a, b:
            def exchange():
                a.settimeout(PATIENCE_S)
                b.settimeout(PATIENCE_S)
                a.sendall(b"x")
                self.assertIn(b.recv(1), (b"x", b"y"))  # whichever thread has sent it
                a.sendmsg([b"y"], [(pysock.SOL_SOCKET, pysock.SCM_RIGHTS, struct.pack("i", 0))])
                _, items, _, _ = b.recvmsg(1, pysock.CMSG_SPACE(4))
                for _, _, data in items:
                    pysock.close(struct.unpack("i", data)[0])
            self.run_all(exchange)

    def test_connections(self):
        with pysock.create_server(("127.0.0.1", 0)) as listener:
            def connect():
                with pysock.create_connection(listener.getsockname(), PATIENCE_S) as client:
                    connection, _ = listener.accept()
                    with connection:
                        connection.sendall(b"x")
                        client.setsockopt(pysock.SOL_SOCKET, pysock.SO_KEEPALIVE, 1)
            self.run_all(connect)

    def test_errors(self):
        def fail():
            with self.assertRaises(pysock.gaierror):
                pysock.getaddrinfo("127.0.0.1", "no such service", 0, pysock.SOCK_STREAM)
            with self.assertRaises(OSError):
                pysock.inet_aton("x")
            pysock.setdefaulttimeout(None)
        self.run_all(fail)


class Closing(unittest.TestCase):
    """A socket that is closed, or made anew, while a call uses it. ThreadSanitizer does not look on:
    it counts as a race that a thread closes the descriptor from which another receives."""

    def test_a_call_sees_that_its_socket_is_closed(self):
        a, b = pysock.socketpair()
        with b:
            a.settimeout(PATIENCE_S)
            closer = threading.Thread(target=lambda: time.sleep(0.05) or a.shutdown(0) or a.close())
            closer.start()
            try:
                self.assertEqual(a.recv(1), b"")
            except OSError as error:
                self.assertEqual(error.errno, errno.EBADF)
            closer.join()

    def others(self):
        """Sockets with something to receive; they get what memory was freed a moment ago."""
        for one, other in [pysock.socketpair() for _ in range(32)]:
            self.addCleanup(one.close)
            self.addCleanup(other.close)
            one.send(b"!"), other.send(b"!")

    def test_a_call_keeps_the_socket_that_init_replaces(self):
        def receive():
            ids.append(threading.get_native_id())
            try:
                results.append(a.recv(1))
            except OSError as error:
                results.append(error.errno)

        ids, results = [], []
        a, b = pysock.socketpair()
        with a, b:
            a.settimeout(PATIENCE_S)
            thread = threading.Thread(target=receive)
            thread.start()
            while not ids:
                time.sleep(0.01)
            settle(ids[0])
            a.__init__()
            self.others()
            b.send(b"x")  # recv() goes on
            thread.join()
            self.assertEqual(a.family, pysock.AF_INET)
        self.assertEqual(results, [errno.EBADF])

    def test_a_call_keeps_the_socket_that_its_argument_replaces(self):
        class Size:
            def __index__(this):
                a.__init__()
                self.others()
                return 1

        a, b = pysock.socketpair()
        with a, b:
            with self.assertRaises(OSError) as caught:
                a.recv(Size())
        self.assertEqual(caught.exception.errno, errno.EBADF)


class Others(unittest.TestCase):
    def test_another_thread_runs_while_one_waits(self):
        a, b = pysock.socketpair()
        with a, b:
            timer = threading.Thread(target=lambda: time.sleep(0.05) or b.sendall(b"x"))
            timer.start()
            self.assertEqual(a.recv(1), b"x")
            timer.join()

    def test_ssl_reads_its_sockets(self):
        program = ("import _socket, socket, ssl; assert 'pysock' in _socket.__file__\n"
                   "a, b = socket.socketpair(); a.settimeout(0)\n"
                   "context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)\n"
                   "context.check_hostname = False\n"
                   "try:\n"
                   "    context.wrap_socket(a, do_handshake_on_connect=False).do_handshake()\n"
                   "except ssl.SSLWantReadError:\n"
                   "    print(b.recv(1))\n")
        path = os.path.join(DIRECTORY, "pysock")
        said = subprocess.check_output([sys.executable, "-c", program],
                                       env=dict(os.environ, PYTHONPATH=path))
        self.assertEqual(said, b"b'\\x16'\n")  # the record of a handshake

    def test_the_example_of_the_readme(self):
        with open(README, encoding="utf-8") as file:
            blocks = file.read().split("\n    import threading\n")
        self.assertEqual(len(blocks), 2)
        lines = ["import threading"]
        for line in blocks[1].split("\n"):
            if line and not line.startswith("    "):
                break
            lines.append(line[4:])
        self.assertLessEqual(len(lines), 34)
        said = subprocess.check_output([sys.executable, "-c", "\n".join(lines)],
                                       env=dict(os.environ, PYTHONPATH=DIRECTORY))
        self.assertEqual(said.decode().split("\n"), ["connected by 127.0.0.1",
                                                     "nothing yet: timed out", "HELLO", ""])


if __name__ == "__main__":
    DIRECTORY, README = map(os.path.abspath, sys.argv[1:3])
    sys.path.insert(0, DIRECTORY)
    import pysock
    signal.signal(signal.SIGINT, signal.default_int_handler)  # ignored in the background
    faulthandler.dump_traceback_later(PATIENCE_S, exit=True)
    unittest.main(argv=sys.argv[:1] + sys.argv[3:])
