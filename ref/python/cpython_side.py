"""One side of the comparison: an interpreter that runs a file of tests, restarted after a hang."""
import json
import os
import select
import subprocess
import sys
import tempfile
import time

WORKER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cpython_worker.py")
IDLE_S = 90  # a test that uses no processor time for so long hangs
MOST_S = 900  # a test that takes so long hangs, even if it is busy
POLL_S = 1


def _children(pid):
    """The process and all its descendants."""
    yield pid
    try:
        for thread in os.listdir("/proc/%d/task" % pid):
            with open("/proc/%d/task/%s/children" % (pid, thread)) as file:
                for child in file.read().split():
                    yield from _children(int(child))
    except OSError:
        pass  # it has ended meanwhile


def _used(pid):
    """The processor time of the process and its descendants, in ticks."""
    total = 0
    for one in _children(pid):
        try:
            with open("/proc/%d/stat" % one) as file:
                total += sum(map(int, file.read().rsplit(")", 1)[1].split()[11:13]))
        except OSError:
            pass
    return total


class Side:
    """Runs the tests of a module; outcomes: name to (outcome, text)."""

    def __init__(self, python, module, environment):
        """environment: variables in addition to those of this process."""
        self.outcomes = {}
        self._python, self._module, self._environment = python, module, environment
        self._process = self._pipe = self._test = None
        self._began = self._progress = self._cpu = 0
        self._rest = b""
        self.over = False

    def begin(self):
        """Starts a worker on the tests that have no outcome yet."""
        self._pipe, out = os.pipe()
        done = tempfile.NamedTemporaryFile("w", suffix=".done", delete=False)
        done.write("\n".join(self.outcomes))
        done.close()
        environment = dict(os.environ, PYTHONDONTWRITEBYTECODE="1", **self._environment)
        words = ["unshare", "--net"] + ([] if os.geteuid() == 0 else ["--map-root-user"])
        words += [self._python, "-W", "ignore", WORKER, str(out), self._module, done.name]
        self._process = subprocess.Popen(words, env=environment, pass_fds=(out,),
                                         stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                         stderr=subprocess.DEVNULL, start_new_session=True)
        os.close(out)
        self._done, self._rest, self._test = done.name, b"", None
        self._began = self._progress = time.monotonic()

    def _end(self):
        """Ends the worker and whatever it has started."""
        for pid in reversed(list(_children(self._process.pid))):
            try:
                os.kill(pid, 9)
            except OSError:
                pass
        self._process.wait()
        os.close(self._pipe)
        os.unlink(self._done)

    def _take(self, line):
        if "begin" in line:
            self._test = line["begin"]
        elif "end" in line:
            self.outcomes[line["end"]] = line["outcome"], line["text"]
            self._test = None
        else:
            self.over = True
        self._began = self._progress = time.monotonic()

    def _charge(self, outcome, text):
        """Charges the running test with the end of its worker; the others go on."""
        name = self._test or "%s (outside of any test)" % self._module
        outside = self._test is None
        self._end()
        self.outcomes[name] = outcome, text
        if outside:
            self.over = True
        else:
            self.begin()

    def _watch(self):
        """Charges a test that hangs."""
        now, used = time.monotonic(), _used(self._process.pid)
        if used != self._cpu:
            self._cpu, self._progress = used, now
        if now - self._progress > IDLE_S or now - self._began > MOST_S:
            self._charge("hang", "no end after %d s" % (now - self._began))

    def step(self):
        """Waits a little, and reads the worker's messages."""
        if not select.select([self._pipe], [], [], POLL_S)[0]:
            self._watch()
            return
        data = os.read(self._pipe, 1 << 16)
        if not data:
            status = self._process.wait()
            self._charge("crash", "the interpreter ends with status %d" % status)
            return
        *lines, self._rest = (self._rest + data).split(b"\n")
        for line in lines:
            self._take(json.loads(line.decode()))
        if self.over:
            self._end()

    def run(self):
        self.begin()
        try:
            while not self.over:
                self.step()
        except BaseException:
            self._end()
            raise
        return self

    def run_again(self, names):
        """The outcomes of these tests, each run alone."""
        again = Side(self._python, self._module, self._environment)
        again.outcomes = {name: None for name in self.outcomes if name not in names}
        again.run()
        self.outcomes.update((name, again.outcomes[name]) for name in names
                             if name in again.outcomes)


if __name__ == "__main__":
    sys.exit("this is a part of check_cpython.py")
