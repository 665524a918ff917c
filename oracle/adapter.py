#!/usr/bin/env python3
"""Plays rows on a socket module of Python: adapter.py [MODULE]; see docs/protocol.md."""

import contextlib, errno, functools, gc, io, json, os, signal, sys, time, warnings, weakref

HELPERS = {f.__name__: f for f in (len, bytes, bytearray, type, isinstance, str, bool)}
MAKE = {"int": int, "float": float, "bytes": bytes.fromhex, "bytearray": bytearray.fromhex,
        "memoryview": lambda digits: memoryview(bytes.fromhex(digits)),
        "strided": lambda digits: memoryview(bytes.fromhex(digits))[::2],
        "str": lambda digits: bytes.fromhex(digits).decode("utf-8", "surrogatepass"),
        "index": lambda value: type("Index", (), {"__index__": lambda self: value})()}
PLAIN = (UnicodeError, OverflowError, MemoryError, TypeError, ValueError, BufferError,
         AttributeError, EOFError, NotImplementedError)
H_ERRNO = {1: "HOST_NOT_FOUND", 2: "TRY_AGAIN", 3: "NO_RECOVERY", 4: "NO_DATA"}
CAPABILITIES = {"inet6": "AF_INET6", "unix": "AF_UNIX", "netlink": "AF_NETLINK", "tipc": "AF_TIPC"}
UNSET = object()  # what a name stands for when the step that gives it has failed


class Stop(Exception):
    """The step cannot be played; the arguments are the outcome's key and value."""


def lookup(value, key, name):
    # An attribute that is there and fails is not one that is missing.
    if not hasattr(value, key) and not hasattr(type(value), key):
        raise Stop("lacks", name)
    return getattr(value, key)


class Adapter:
    def __init__(self, name):
        self.name, self.module = name, __import__(name, fromlist=["socket"])
        self.variables, self.made = dict(HELPERS), []
        self.timeout = getattr(self.module, "getdefaulttimeout", lambda: None)()
        sockets = [getattr(self.module, key, ()) for key in ("socket", "SocketType")]
        self.kinds = ("type", type), ("file", io.IOBase), ("socket", tuple(sockets))
        eai = {getattr(self.module, key): key for key in dir(self.module) if key[:4] == "EAI_"}
        tables = ("timeout", {}), ("gaierror", eai), ("herror", H_ERRNO), ("error", errno.errorcode)
        self.errors = [(key, getattr(self.module, key, ()), codes) for key, codes in tables]
        self.errors += [("error", OSError, errno.errorcode)] + [(k.__name__, k, {}) for k in PLAIN]

    def start(self, request):
        python, glibc = sys.implementation, "CS_GNU_LIBC_VERSION"
        libc = os.confstr(glibc) if glibc in os.confstr_names else ""
        return {"protocol": 1, "version": "%d.%d.%d" % python.version[:3], "module": self.name,
                "name": {"cpython": "CPython", "pypy": "PyPy"}.get(python.name, python.name),
                "platform": "{0.sysname} {0.release} {0.machine}".format(os.uname()),
                "libc": "musl" if "musl" in getattr(python, "_multiarch", "") else libc or "",
                "byteorder": sys.byteorder, "lacks": [
                    key for key, name in CAPABILITIES.items() if not hasattr(self.module, name)]}

    def run(self, request):
        outcomes = []
        for step in request["steps"]:
            outcomes.append(self.play(step))
            unwanted = {"value": "raises", "error": "gives"}.get(step.get("expect"))
            if {"lacks", "broken", unwanted} & set(outcomes[-1]):
                break
        request.get("more") or self.forget()
        return {"steps": outcomes}

    def forget(self):
        for made in sorted(self.made, key=lambda made: isinstance(made(), io.IOBase)):
            with contextlib.suppress(BaseException):  # it may be in any state, or gone
                made().settimeout(0)  # no file may wait for room for what it holds
            with contextlib.suppress(BaseException):
                made().close()
        self.variables, self.made = dict(HELPERS), []
        getattr(self.module, "setdefaulttimeout", id)(self.timeout)
        # A wait that had the timeout inf, though it is over, ends all later ones of eventlet's hub.
        getattr(sys.modules.get("eventlet.hubs"), "use_hub", int)()

    def play(self, step):
        names, result, began = step.get("as", []), UNSET, None
        try:
            function, arguments, keywords = self.prepare(step)
            began = time.monotonic()
            result = function(*arguments, **keywords)
            ended = time.monotonic()
            outcome = {"gives": self.encode(result)}
        except Stop as stop:
            return dict([stop.args])
        except BaseException as error:
            ended = time.monotonic()
            if began is None:
                return {"broken": repr(error)}
            outcome = {"raises": self.raised(error)}
        names, items = ([names], [result]) if isinstance(names, str) else (names, result)
        fits = isinstance(items, (list, tuple)) and len(items) == len(names)
        self.variables.update(zip(names, items if fits else [UNSET] * len(names)))
        return dict(outcome, took_ns=int((ended - began) * 1e9)) if step.get("timed") else outcome

    def prepare(self, step):
        if "call" in step:
            keywords = {key: self.decode(value) for key, value in step.get("with", {}).items()}
            return self.resolve(step["call"][0]), self.decode(step["call"][1:]), keywords
        if "get" in step:
            return self.resolve, [step["get"]], {}
        if "set" in step:
            name, _, key = step["set"][0].rpartition(".")
            return setattr, [self.resolve(name), key, self.decode(step["set"][1])], {}
        if "let" in step:
            return [self.decode(step["let"])].pop, [], {}
        del self.variables[step["del"]]
        # Twice, for those whose finalizers run between two collections.
        return lambda: [gc.collect(), gc.collect()] and None, [], {}

    def resolve(self, name, variable=False):
        head, *keys = name.split(".")
        known = variable or head in self.variables
        value = self.variables.get(head, UNSET) if known else lookup(self.module, head, name)
        if value is UNSET:
            raise Stop("broken", "no variable " + head)
        for key in keys:
            value = lookup(value, key, name)
        return value

    def decode(self, value):
        if isinstance(value, list):
            return [self.decode(item) for item in value]
        if not isinstance(value, dict):
            return value
        (tag, value), = value.items()
        if tag in ("const", "var"):
            return self.resolve(value, tag == "var")
        if tag == "flags":
            return functools.reduce(int.__or__, map(self.resolve, value))
        if tag == "tuple":
            return tuple(self.decode(value))
        return MAKE[tag](value[0] * value[1] if isinstance(value, list) else value)

    def encode(self, value):
        if isinstance(value, str) and value.encode("utf-8", "ignore").decode() != value:
            return {"str": value.encode("utf-8", "surrogatepass").hex()}
        if isinstance(value, float) and not abs(value) < float("inf"):
            return {"float": str(value)}
        if isinstance(value, int) and not -2**63 <= value < 2**63:
            return {"int": "%d" % value}
        if value is None or isinstance(value, (int, float, str)):
            return value
        if isinstance(value, (tuple, list)):
            items = [self.encode(item) for item in value]
            return items if isinstance(value, list) else {"tuple": items}
        if isinstance(value, (bytes, bytearray, memoryview)):
            return {type(value).__name__: bytes(value).hex()}
        with contextlib.suppress(TypeError):
            self.made.append(weakref.ref(value))
        other = "function" if callable(value) else type(value).__name__
        return {"object": next((key for key, kind in self.kinds if isinstance(value, kind)), other)}

    def raised(self, error):
        number, own = getattr(error, "errno", None), (type(error).__name__, object, {})
        name, codes = next((name, codes) for name, kind, codes in self.errors + [own]
                           if isinstance(error, kind) and (name != "timeout" or number is None))
        text = str(error.args[1] if len(error.args) == 2 else error)
        code = codes.get(number, str(number)) if codes and number is not None else None
        return {"class": name, "code": code, "text": text.encode("utf-8", "replace").decode()}


def main():
    # The row may do to descriptors 0 and 1 what it likes, and the module may print.
    requests, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "w")
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
    warnings.simplefilter("ignore")
    signal.signal(signal.SIGUSR1, lambda *ignored: None)
    adapter = Adapter(*sys.argv[1:] or ["socket"])
    operations = {"start": adapter.start, "run": adapter.run, "stop": lambda request: {}}
    for request in map(json.loads, requests):
        answer = operations[request["op"]](request)
        print(json.dumps(dict(answer, seq=request["seq"])), file=answers, flush=True)
        if request["op"] == "stop":
            break


if __name__ == "__main__":
    main()
