#!/usr/bin/env python3
"""Rows as programs of C: those that are right pass on libpysock, wrong ones say what came instead.

    test_repro.py BUILD CC
"""
import json
import os
import subprocess
import sys
import tempfile
import unittest

BUILD, CC = "build", "cc"
TOP = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
SCRIPT = os.path.join(TOP, "ref", "repro", "repro_c.py")
# libpysock may have been built with one of these.
WAYS = ([], ["-fsanitize=address,undefined"], ["--coverage"])


def export(*options):
    return subprocess.check_output([os.path.join(BUILD, "plumbline"), "export"] + list(options))


def write(exported, *options, **streams):
    """The script's status, output and complaint."""
    streams = dict({"stdout": subprocess.PIPE}, **streams)
    ran = subprocess.run([sys.executable, SCRIPT] + list(options), input=exported,
                         stderr=subprocess.PIPE, **streams)
    return ran.returncode, (ran.stdout or b"").decode(), ran.stderr.decode()


def compiled(source, binary):
    """Compiles the program with no warning, as libpysock was."""
    for way in WAYS:
        words = CC.split() + ["-std=c11", "-Wall", "-Werror"] + way + [
            source, "-o", binary, "-I", os.path.join(TOP, "ref", "include"),
            os.path.join(BUILD, "libpysock.a"), "-lpthread"]
        made = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        if made.returncode == 0:
            return
    raise AssertionError(made.stdout.decode())


class Programs(unittest.TestCase):
    def run_row(self, *options):
        """The status and the output of the row's program."""
        status, text, complaint = write(export(*options))
        self.assertEqual((status, complaint), (0, ""))
        with tempfile.TemporaryDirectory() as directory:
            source, binary = (os.path.join(directory, name) for name in ("row.c", "row"))
            with open(source, "w") as file:
                file.write(text)
            compiled(source, binary)
            ran = subprocess.run([binary], stdout=subprocess.PIPE,
                                 env=dict(os.environ, ASAN_OPTIONS="detect_leaks=0"))
        return ran.returncode, ran.stdout.decode()

    def test_right_rows_pass(self):
        for row in ("recv/eof/unix/timeout", "recv/eof/inet6/blocking", "settimeout/expires",
                    "AF_/documented/AF_INET6"):
            with self.subTest(row):
                self.assertEqual(self.run_row("--filter", row), (0, "as the document promises\n"))

    def test_wrong_rows_fail_and_say_what_came(self):
        wrong = os.path.join(TOP, "fixtures", "runs", "wrong.json")
        status, said = self.run_row("--tables", wrong, "--filter", "wrong/value")
        self.assertEqual(status, 1)
        self.assertIn("the document promises: inet_aton(", said)
        status, said = self.run_row("--tables", wrong, "--filter", "wrong/code")
        self.assertEqual(status, 1)
        self.assertIn("what came instead:     error, code ", said)


class Command(unittest.TestCase):
    def check(self, status, words, exported, *options, **streams):
        said = write(exported, *options, **streams)
        self.assertEqual(said[0], status, said)
        self.assertIn(words, said[1] + said[2])

    def test_refuses_with_a_reason(self):
        self.check(2, "cannot be said in C: ", export("--filter", "inet_aton/surrogate"))
        self.check(2, "which takes a thread", export("--filter", "modes/signal-blocking-accept"))
        self.check(2, "want --into DIRECTORY", export("--filter", "recv/eof/*"))
        self.check(2, "has no row", json.dumps({"rows": []}).encode())
        self.check(2, "is no export", b"[]")
        self.check(2, "is no export", b"{")
        self.check(2, "usage: ", b"", "--fly")
        self.check(2, "/nonexistent", b"", "/nonexistent")
        self.check(0, "usage: ", b"", "--help")

    def test_says_that_it_cannot_write(self):
        row = export("--filter", "recv/eof/inet/timeout")
        self.check(4, "/dev/null/x", row, "--into", "/dev/null/x")
        with open("/dev/full", "w") as full:
            self.check(4, "No space left", row, stdout=full)

    def test_names_what_cannot_be_said_and_writes_the_rest(self):
        with tempfile.TemporaryDirectory() as directory:
            rows = export("--filter", "inet_aton/*")
            self.check(0, "inet_aton/surrogate: ", rows, "--into", directory)
            written = os.listdir(directory)
        self.assertIn("inet_aton,quad,ascending.c", written)
        self.assertNotIn("inet_aton,surrogate.c", written)


if __name__ == "__main__":
    BUILD, CC = sys.argv[1], sys.argv[2]
    unittest.main(argv=sys.argv[:1])
