"""Runs a file of the interpreter's own tests, and tells of each test as it begins and ends.

    cpython_worker.py DESCRIPTOR MODULE DONE

Lines of JSON go to the descriptor: {"begin": test}, and {"end": test, "outcome": ..., "text": ...}.
DONE is a file with the names of tests that are not run again. The tests run in a network of their
own, which has only the loopback interface.
"""
import fcntl
import json
import os
import random
import signal
import socket
import struct
import sys
import tempfile
import unittest

SIOCSIFFLAGS, IFF_UP = 0x8914, 1
# Tests of VSOCK wait for ever on a machine without it.
IGNORED = ("VSOCK",)


class Teller(unittest.TestResult):
    """A result that reports at once. Of several outcomes of a test the worst counts."""

    ORDER = ("pass", "expected", "skip", "fail", "error")

    def __init__(self, out):
        super().__init__()
        self._out, self._outcomes = out, {}

    def _tell(self, **line):
        self._out.write(json.dumps(line) + "\n")
        self._out.flush()

    def _note(self, test, outcome, text=""):
        name = test.id()
        before = self._outcomes.get(name, ("pass", ""))
        if self.ORDER.index(outcome) >= self.ORDER.index(before[0]):
            self._outcomes[name] = outcome, text
        if not isinstance(test, unittest.TestCase):  # setUpClass() and its kin have no end
            self._tell(end=name, outcome=outcome, text=text)

    def startTest(self, test):
        super().startTest(test)
        self._tell(begin=test.id())

    def stopTest(self, test):
        super().stopTest(test)
        outcome, text = self._outcomes.pop(test.id(), ("pass", ""))
        self._tell(end=test.id(), outcome=outcome, text=text)

    def _reason(self, error, test):
        return self._exc_info_to_string(error, test).strip().split("\n")[-1]

    def addFailure(self, test, err):
        self._note(test, "fail", self._reason(err, test))

    def addError(self, test, err):
        self._note(test, "error", self._reason(err, test))

    def addSkip(self, test, reason):
        self._note(test, "skip", reason)

    def addExpectedFailure(self, test, err):
        self._note(test, "expected")

    def addUnexpectedSuccess(self, test):
        self._note(test, "fail", "unexpected success")

    def addSubTest(self, test, subtest, err):
        if err is not None:
            is_failure = issubclass(err[0], test.failureException)
            self._note(test, "fail" if is_failure else "error", self._reason(err, test))


def bring_loopback_up():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as any_socket:
        request = struct.pack("16sh14x", b"lo", IFF_UP)
        fcntl.ioctl(any_socket.fileno(), SIOCSIFFLAGS, request)


def cases_of(suite):
    for item in suite:
        if isinstance(item, unittest.TestSuite):
            yield from cases_of(item)
        else:
            yield item


def keep(suite, done):
    """The suite without tests that are done: suites stay, since classes and modules have set-ups."""
    kept = suite.__class__()
    for item in suite:
        if isinstance(item, unittest.TestSuite):
            kept.addTest(keep(item, done))
        elif item.id() not in done and not any(word in item.id() for word in IGNORED):
            kept.addTest(item)
    return kept


def main():
    descriptor, module, done_path = int(sys.argv[1]), sys.argv[2], sys.argv[3]
    with open(done_path) as file:
        done = set(file.read().split("\n"))
    bring_loopback_up()
    # A shell makes background jobs ignore SIGINT, for which tests wait.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    random.seed(1)
    with tempfile.TemporaryDirectory() as directory, os.fdopen(descriptor, "w") as out:
        os.chdir(directory)
        suite = unittest.defaultTestLoader.loadTestsFromName(module)
        keep(suite, done).run(Teller(out))
        out.write(json.dumps({"over": True}) + "\n")
        out.flush()
        os.chdir("/")
        os._exit(0)  # whatever threads the tests have left behind


if __name__ == "__main__":
    main()
