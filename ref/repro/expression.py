"""Values as expressions of C."""
from values import cut, data_of, is_ascii, shown, tag_of

MOST_BYTES = 2000
MOST_BUFFER = 1000000
INT_MAX, LLONG_MIN = 2**31 - 1, -2**63


class Unsayable(Exception):
    """The row cannot be said in C; the argument is the reason."""


def _refuse(value, what):
    raise Unsayable("%s is no %s of C" % (cut(shown(value), 80), what))


def is_integer(value):
    return isinstance(value, int) and not isinstance(value, bool)


def integer(program, value):
    tag, content = tag_of(value)
    if isinstance(value, bool):
        return str(int(value))
    if is_integer(value) and LLONG_MIN < value:
        return "%d%s" % (value, "" if -INT_MAX - 1 <= value <= INT_MAX else "LL")
    if tag in ("const", "errno"):
        return content
    if tag == "flags":
        return " | ".join(content)
    if tag == "var" and program.kind_of(content) == "number":
        return program.variables[content].c
    return _refuse(value, "integer")


def int_of(program, value):
    """What does not fit would be cut by the compiler, before any call can see it."""
    if is_integer(value) and not -INT_MAX - 1 <= value <= INT_MAX:
        raise Unsayable("%d is no int of C" % value)
    return integer(program, value)


def buffer_size(value):
    if not is_integer(value) or not 0 <= value <= MOST_BUFFER:
        raise Unsayable("a buffer of that size is not asked for in C")
    return str(value)


def literal(data):
    """What follows an escape must not be taken for a part of it: each has three octal digits."""
    return '"%s"' % "".join(
        chr(byte) if 0x20 <= byte < 0x7f and chr(byte) not in '"\\?' else "\\%03o" % byte
        for byte in data)


def string(value):
    if not isinstance(value, str) or "\0" in value:
        _refuse(value, "string")
    if not is_ascii(value):
        _refuse(value, "string that the C library takes")
    return literal(value.encode("ascii"))


def real(value):
    if isinstance(value, float):
        return shown(value)
    return str(value) if is_integer(value) else _refuse(value, "double")


def data(value):
    """Bytes as a literal, and how many they are."""
    found = data_of(value) if tag_of(value)[0] not in ("str", "strided") else None
    if found is None or len(found) > MOST_BYTES:
        _refuse(value, "literal")
    return literal(found), len(found)
