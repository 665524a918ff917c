#!/usr/bin/env python3
"""Plays rows on a socket module of Python: adapter.py [MODULE]; see docs/protocol.md.

The steps are here, their values in values.py. Both serve every Python 3, and adapters for other
Pythons derive from them.
"""

import contextlib, functools, gc, io, json, os, sys, warnings

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.dirname(os.path.realpath(__file__)))
import system  # noqa: E402
from beside import Beside, Work  # noqa: E402
from helpers import Handler  # noqa: E402
from values import UNSET, Stop, Values  # noqa: E402


class Adapter(object):
    caught = BaseException  # what a call may end in

    def __init__(self, name="socket", values=Values):
        self.name, self.module = name, __import__(name, fromlist=["socket"])
        self.values = values(self.module)
        self.beside = Beside(name)
        self.timeout = getattr(self.module, "getdefaulttimeout", lambda: None)()

    def start(self, request):
        python = sys.implementation
        said = {"protocol": 1, "version": "%d.%d.%d" % python.version[:3], "module": self.name,
                "name": {"cpython": "CPython", "pypy": "PyPy"}.get(python.name, python.name),
                "platform": system.platform(), "libc": system.libc(), "byteorder": sys.byteorder,
                "lacks": self.lacks()}
        said.update(self.package())
        return said

    def package(self):
        """The version of the module's package, unless the module is Python's own."""
        if self.name == "socket":
            return {}
        try:
            from importlib import metadata
            return {"module_version": metadata.version(self.name.partition(".")[0])}
        except Exception:  # an older Python, or no such package
            return {}

    def lacks(self):
        families = "inet6", "unix", "netlink", "tipc"
        lacks = [key for key in families if not hasattr(self.module, "AF_" + key.upper())]
        lacks += system.lacks()
        return lacks + ["audit"] * (not hasattr(sys, "addaudithook"))

    def run(self, request):
        outcomes = []
        for step in request["steps"]:
            outcomes.append(self.play(step))
            unwanted = {"value": "raises", "error": "gives"}.get(step.get("expect"))
            if {"lacks", "broken", unwanted} & set(outcomes[-1]):
                break
        if not request.get("more"):
            self.forget()
        return {"steps": outcomes}

    def forget(self):
        self.beside.end(self.values.descriptors())
        for deed in (lambda made: made.settimeout(0)), (lambda made: made.close()):
            for made in self.values.made:  # no file may wait for room
                with contextlib.suppress(BaseException):  # each may be in any state, or gone
                    deed(made())
        self.values.forget()
        getattr(self.module, "setdefaulttimeout", id)(self.timeout)
        # After a wait with the timeout inf, every later wait of eventlet's hub ends at once.
        getattr(sys.modules.get("eventlet.hubs"), "use_hub", int)()

    def play(self, step):
        names = step.get("as", [])
        try:
            work = self.work(step)
        except Stop as stop:
            return dict([stop.args])
        except self.caught as error:
            return {"broken": repr(error)}
        result, single = work.result, not isinstance(names, list)
        names, result = ([names], [result]) if single else (names, result)
        fits = isinstance(result, (list, tuple)) and len(result) == len(names)
        good = fits and "gives" in work.outcome
        self.values.variables.update(zip(names, result if good else [UNSET] * len(names)))
        timed = step.get("timed") and {"gives", "raises"} & set(work.outcome)
        return dict(work.outcome, took_ns=work.took_ns) if timed else work.outcome

    def work(self, step):
        """Plays the step's call to its end, or begins it beside the row."""
        if "join" in step:
            if step["join"] not in self.beside.calls:
                raise Stop("broken", "no thread " + step["join"])
            return self.beside.join(step["join"])
        work = Work(self.prepare(step), self.values, self.caught, Stop)
        if "in" in step:
            self.beside.begin(step["in"], work, step.get("waits"))
            work = Work(lambda: None, self.values, self.caught, Stop)
        work()
        return work

    def prepare(self, step):
        decode, resolve = self.values.decode, self.values.resolve
        if "call" in step:
            keywords = {str(key): decode(value) for key, value in step.get("with", {}).items()}
            function, arguments = resolve(step["call"][0]), decode(step["call"][1:])
            return lambda: function(*arguments, **keywords)
        if "get" in step:
            return functools.partial(resolve, "" + step["get"])
        if "set" in step:
            owner, _, key = step["set"][0].rpartition(".")
            return functools.partial(setattr, resolve(owner), key, decode(step["set"][1]))
        if "let" in step:
            return [decode(step["let"])].pop
        resolve(step["del"], True)
        del self.values.variables[step["del"]]
        return lambda: [gc.collect(), gc.collect()] and None  # some finalizers run in between


def serve(adapter, requests, answers):
    system.listen(Handler.run)
    operations = {"start": adapter.start, "run": adapter.run, "stop": lambda request: {}}
    for line in requests:
        try:
            request = json.loads(line)
            answer = dict(operations[request["op"]](request), seq=request["seq"])
        except Exception as error:
            sys.exit("adapter.py: not a request: %.80r: %r" % (line, error))
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
        if request["op"] == "stop":
            break


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    # A row may do anything to descriptors 0 and 1, and the module may print.
    streams = os.fdopen(os.dup(0), "rb"), io.open(os.dup(1), "w", newline="\n")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    try:
        adapter = Adapter(*sys.argv[1:])
    except ImportError as error:
        sys.exit("adapter.py: the module cannot be imported: %s" % error)
    except Exception as error:  # the module's own mistake
        sys.exit("adapter.py: the module cannot be imported: %s: %s"
                 % (type(error).__name__, error))
    serve(adapter, *streams)
