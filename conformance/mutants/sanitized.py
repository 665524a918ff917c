"""Judges a change that no row has found, with programs built with AddressSanitizer and UBSan:
libpysock's own C tests, which also take memory away and call what only C programs do, and then the
tables once more. A program that fails is run again, as a busy machine may be the reason; the word
of a sanitizer counts at once."""
import os
import re
import signal
import subprocess

import playing

SAID = re.compile(r"(?:ERROR: (?:Address|Leak)Sanitizer|runtime error): .*")
FAILED = re.compile(r"Suite .*, Test .* had failures:|Assertion .* failed")
# Tests that take far longer than a second or two hang.
TESTS_S = 30.0
# As in `make asan`: malloc() must be able to fail.
SETTINGS = "allocator_may_return_null=1:quarantine_size_mb=16"


class Sanitized:
    """Programs with a change, and what they find; several threads may ask at once."""

    def __init__(self, build):
        self.runner = build
        self.build = os.path.join(build, "sanitized")
        self.compiling, self.linking = [], []

    def prepare(self):
        """Builds what every change shares; what is wrong with the source as it is, or None."""
        os.environ["ASAN_OPTIONS"] = SETTINGS
        subprocess.check_call(["make", "CC=" + " ".join(playing.compiler()),
                               "BUILD=" + self.runner, "sanitized"], stdout=subprocess.DEVNULL)
        with open(os.path.join(self.build, "options"), encoding="utf-8") as file:
            self.compiling, self.linking = (line.split() for line in file.read().splitlines())
        return self.twice(self.test, os.path.join(self.build, "test-pysock")) or \
            self.twice(playing.play_all, self.runner, os.path.join(self.build, "pysock-adapter"))

    def judge(self, slot, path, text, tables):
        """The outcome of a source that has changed, and what tells why."""
        built = playing.compile_text(self.build, text, self.compiling)
        linked = self.compiling + self.linking
        program = built and playing.link(self.build, slot, path, built, "test", linked)
        if not program:
            return "survived", "it does not build with the sanitizers"
        failed = self.twice(self.test, program)
        if failed:
            return "tested", failed
        adapter = playing.link_adapter(self.build, slot, path, built, self.compiling)
        for some in tables:
            failed = self.twice(playing.play, self.runner, slot, adapter, some)
            if failed:
                return "sanitized", failed
        return "survived", ""

    @staticmethod
    def twice(run, *arguments):
        """What fails in a run, unless it does not fail in the next one."""
        failed = run(*arguments)
        return failed if failed is None or SAID.search(failed) else run(*arguments)

    @staticmethod
    def test(program):
        """What fails in the C tests, or None."""
        tests = subprocess.Popen([program], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, start_new_session=True)
        try:
            output = tests.communicate(timeout=TESTS_S)[0].decode(errors="replace")
        except subprocess.TimeoutExpired:
            return "the C tests hang"
        finally:
            playing.kill(tests)
        if tests.returncode == 0:
            return None
        told = SAID.search(output) or FAILED.search(output)
        return told.group() if told else "exit status %d" % tests.returncode
