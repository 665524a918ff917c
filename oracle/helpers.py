"""The functions that rows may call besides those of the module: docs/protocol.md."""

import array, functools, os, sys


def ints(value):
    """A list of C ints as bytes, or the whole C ints in bytes as a list."""
    if isinstance(value, (list, tuple)):
        return array.array("i", value).tobytes()
    return array.array("i", value[:len(value) // 4 * 4]).tolist()


def raised(function, *arguments, **keywords):
    """The exception of the call, as an object; None if it raises none."""
    try:
        function(*arguments, **keywords)
    except Exception as error:
        return error


class Audit(object):
    """Records the module's audit events, from the first call that asks for them."""
    events, hooked = None, False

    @classmethod
    def audit(cls):
        """The events since the last call: [name, argument...] each."""
        if not cls.hooked:
            sys.addaudithook(cls.hear)
        cls.hooked, kept, cls.events = True, cls.events, []
        return kept or []

    @classmethod
    def hear(cls, event, arguments):
        if cls.events is not None and event.startswith("socket."):
            cls.events.append([event] + list(arguments))


def fraction(over, under):
    """A real number that is neither an integer nor a float."""
    from fractions import Fraction
    return Fraction(over, under)


class Handler(object):
    """The handler of SIGUSR1: it does nothing, or makes a call of the row."""
    call = None

    @classmethod
    def handle(cls, function, *arguments):
        """Lets the signal call the function until the row ends."""
        cls.call = functools.partial(function, *arguments)

    @classmethod
    def run(cls, *ignored):
        if cls.call is not None:
            cls.call()


def mapped(data):
    import mmap
    made = mmap.mmap(-1, len(data))
    made[:] = data
    return made


def c_array(kind, data):
    import ctypes
    kind = getattr(ctypes, kind)
    return (kind * (len(data) // ctypes.sizeof(kind))).from_buffer_copy(data)


BUFFERS = {  # eight bytes, or a multiple of them, as objects of other kinds
    "mmap": mapped, "array-h": lambda data: array.array("h", data),
    "array-i": lambda data: array.array("i", data), "array-d": lambda data: array.array("d", data),
    "ctypes-int": functools.partial(c_array, "c_int"),
    "ctypes-char": functools.partial(c_array, "c_char"),
    "view-of-ints": lambda data: memoryview(bytearray(data)).cast("i"),
    "view-of-rows": lambda data: memoryview(bytearray(data)).cast("B", [2, len(data) // 2]),
    "view-of-array": lambda data: memoryview(array.array("d", data)),
    "view-within": lambda data: memoryview(bytearray(b"<<" + data + b">>"))[2:-2],
    "view-backwards": lambda data: memoryview(bytearray(data))[::-1]}


def buffer(kind, data):
    """An object of this kind with these bytes, which is not a bytes object."""
    return BUFFERS[kind](bytes(data))


HELPERS = {f.__name__: f for f in (len, bytes, bytearray, type, isinstance, str, bool, iter, ints,
                                   raised, fraction, buffer, Handler.handle, Audit.audit)}
HELPERS["open"] = open
HELPERS["getpid"] = os.getpid
try:
    import fcntl
    HELPERS["fcntl"] = fcntl.fcntl
except ImportError:
    pass  # steps that call it get `lacks`
