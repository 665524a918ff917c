"""Converts between the values of docs/protocol.md and those of a Python module."""

import contextlib, errno, functools, io, weakref
from binascii import hexlify, unhexlify

from helpers import HELPERS, Audit, Handler
from system import error_names

PLAIN = (UnicodeError, OverflowError, MemoryError, TypeError, ValueError, BufferError,
         AttributeError, EOFError, NotImplementedError)
H_ERRNO = {1: "HOST_NOT_FOUND", 2: "TRY_AGAIN", 3: "NO_RECOVERY", 4: "NO_DATA"}
MAKE = {"int": int, "float": float, "bytes": unhexlify,
        "bytearray": lambda digits: bytearray(unhexlify(digits)),
        "memoryview": lambda digits: memoryview(unhexlify(digits)),
        "strided": lambda digits: memoryview(unhexlify(digits))[::2],
        "str": lambda digits: unhexlify(digits).decode("utf-8", "surrogatepass"),
        "index": lambda value: type("Index", (object,), {"__index__": lambda self: value})()}


UNSET = object()  # the value of a name whose step has failed


class Stop(Exception):
    """The step cannot be played; the arguments are the outcome's key and value."""


class Values(object):
    helpers = HELPERS

    def __init__(self, module):
        self.module = module
        eai = {getattr(module, key): key for key in dir(module) if key.startswith("EAI_")}
        codes = error_names(errno)
        tables = ("timeout", {}), ("gaierror", eai), ("herror", H_ERRNO), ("error", codes)
        self.errors = [(key, getattr(module, key, ()), codes) for key, codes in tables]
        self.errors += [("error", EnvironmentError, codes)]
        self.errors += [(kind.__name__, kind, {}) for kind in PLAIN]
        sockets = tuple(getattr(module, key, ()) for key in ("socket", "SocketType"))
        self.kinds = [("type", type), ("file", io.IOBase), ("socket", sockets)]
        self.forget()

    def forget(self):
        self.variables, self.made, Audit.events = dict(self.helpers), [], None
        Handler.call = None

    def descriptors(self):
        """The descriptors of the row's objects that still exist."""
        for made in self.made:
            with contextlib.suppress(Exception):
                yield int(made().fileno())

    def resolve(self, name, variable=False):
        value, keys = self.module, name.split(".")
        if variable or keys[0] in self.variables:
            value = self.variables.get(keys.pop(0), UNSET)
        if value is UNSET:
            raise Stop("broken", "no variable " + name)
        for key in keys:  # an attribute that fails is not a missing one
            if not hasattr(value, key) and not hasattr(type(value), key):
                raise Stop("lacks", name)
            value = getattr(value, key)
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
        if isinstance(value, (tuple, list)):
            items = [self.encode(item) for item in value]
            return items if isinstance(value, list) else {"tuple": items}
        if isinstance(value, (bytes, bytearray, memoryview)):
            return {type(value).__name__: hexlify(bytes(value)).decode()}
        if isinstance(value, str) and value.encode("utf-8", "ignore").decode("utf-8") != value:
            return {"str": hexlify(value.encode("utf-8", "surrogatepass")).decode()}
        if isinstance(value, float) and not abs(value) < float("inf"):
            return {"float": str(value)}
        if isinstance(value, int) and not -2**63 <= value < 2**63:
            return {"int": "%d" % value}
        if value is None or isinstance(value, (int, float, str)):
            return value
        with contextlib.suppress(TypeError):
            self.made.append(weakref.ref(value))
        other = "function" if callable(value) else type(value).__name__
        return {"object": next((key for key, kind in self.kinds if isinstance(value, kind)), other)}

    def raised(self, error):
        number, own = getattr(error, "errno", None), (type(error).__name__, object, {})
        name, codes = next((name, codes) for name, kind, codes in self.errors + [own]
                           if isinstance(error, kind) and (name != "timeout" or number is None))
        code = codes.get(number, str(number)) if codes and number is not None else None
        arguments = getattr(error, "args", ())
        arguments = arguments[:2] if hasattr(error, "winerror") else arguments  # which comes last
        text = self.text(arguments[1] if len(arguments) == 2 else error)
        return {"class": name, "code": code, "text": text}

    def text(self, value):
        return str(value).encode("utf-8", "replace").decode()
