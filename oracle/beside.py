"""A call and its outcome, and calls that run beside the row: each in a thread of its own, which is
a green one if the module has those."""

import os, signal, sys, threading, time

POLL_S = 0.0005
STILL = 40  # after so many polls without progress a thread waits for a lock in earnest


class Work(object):
    """A call, played once by any thread; afterwards it has an outcome and a duration."""
    result, outcome, took_ns = None, None, 0

    def __init__(self, call, values, caught, stop):
        self.call, self.values, self.caught, self.stop = call, values, caught, stop

    def __call__(self):
        call, self.call = self.call, None
        began = ended = time.monotonic()
        try:
            self.result = call()
            ended = time.monotonic()
            self.outcome = {"gives": self.values.encode(self.result)}
        except self.stop as stop:
            self.outcome = dict([stop.args])
        except self.caught as error:
            ended = time.monotonic()
            self.outcome = {"raises": self.values.raised(error)}
        self.took_ns = int((ended - began) * 1e9)


class Thread(object):
    """A thread of the system."""
    lock_call = None  # the system call in which a thread waits for a lock

    def __init__(self, work):
        self.task, self.moves, self.still = "/proc/not-begun", None, 0
        self.thread = threading.Thread(target=self.run, args=(work,))
        self.thread.daemon = True
        self.thread.start()

    def run(self, work):
        if hasattr(signal, "pthread_sigmask"):  # the row's signals are for the main thread
            signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
        self.task = os.path.join("/proc", os.readlink("/proc/thread-self"))
        work()

    def read(self, name):
        try:
            with open(os.path.join(self.task, name)) as file:
                return file.read()
        except (OSError, IOError):  # the thread has ended, or the system does not tell
            return ""

    def sleeps_in(self):
        """The system call in which it sleeps; "" if it does not sleep, "?" if that is unknown."""
        state = self.read("stat").rpartition(")")[2].split()[:1]
        call = self.read("syscall").split()[:1] or ["?"]
        return call[0] if state == ["S"] and call != ["running"] else ""

    def is_blocked(self):
        """Whether it waits in the kernel. A lock is usually the interpreter's, which this thread
        releases while it sleeps: waiting for one counts only after a while without progress."""
        call = self.sleeps_in()
        moves = [line for line in self.read("status").split("\n") if "ctxt_switches" in line]
        self.still = self.still + 1 if call and moves == self.moves else 0
        self.moves = moves
        return bool(call) and (call not in ("?", self.lock_call) or self.still > STILL)

    def pause(self):
        time.sleep(POLL_S)

    def is_over(self):
        return not self.thread.is_alive()

    def wait(self):
        self.thread.join()

    @classmethod
    def learn(cls):
        """Finds the system call in which a thread waits for a lock, by making one wait."""
        lock, cls.lock_call = threading.Lock(), ""
        with lock:
            probe = cls(lock.acquire)
            while not cls.lock_call:
                probe.pause()
                cls.lock_call = probe.sleeps_in()
        probe.wait()


class Green(object):
    """A thread of gevent's or of eventlet's: blocked once it has let the others run."""

    def __init__(self, package, work):
        self.package, self.work, self.begun = package, work, False
        package.spawn(self.run)

    def pause(self):
        self.package.sleep(0)

    def run(self):
        self.begun = True
        self.work()

    def is_blocked(self):
        return self.begun

    def is_over(self):
        return self.work.outcome is not None

    def wait(self):
        while not self.is_over():  # join() would raise if nothing can wake the thread
            self.package.sleep(POLL_S)


class Beside(object):
    """The calls of a row that have begun and are not yet joined, by name."""

    def __init__(self, module_name):
        package = module_name.partition(".")[0]
        self.package = sys.modules[package] if package in ("gevent", "eventlet") else None
        self.calls = {}

    def begin(self, name, work, waits):
        if self.package is None and Thread.lock_call is None:
            Thread.learn()
        thread = Thread(work) if self.package is None else Green(self.package, work)
        self.calls[name] = work, thread
        while waits and not thread.is_over() and not thread.is_blocked():
            thread.pause()

    def join(self, name):
        work, thread = self.calls[name]
        thread.wait()
        del self.calls[name]
        return work

    def end(self, descriptors):
        """Wakes what still waits on a socket, and waits for it."""
        import socket
        if self.calls:
            for descriptor in descriptors:
                try:
                    twin = socket.fromfd(descriptor, socket.AF_UNIX, socket.SOCK_STREAM)
                    twin.shutdown(socket.SHUT_RDWR)
                    twin.close()
                except Exception:  # not a socket, or not connected
                    pass
        for name in list(self.calls):
            self.join(name)
