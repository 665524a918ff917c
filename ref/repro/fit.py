"""Expectations as conditions of C."""
import expression
from expression import Unsayable
from values import cut, shown, tag_of

EXCEPTIONS = {
    "error": "PYSOCK_ERROR", "herror": "PYSOCK_HERROR", "gaierror": "PYSOCK_GAIERROR",
    "timeout": "PYSOCK_TIMEOUT", "ValueError": "PYSOCK_VALUE_ERROR",
    "OverflowError": "PYSOCK_OVERFLOW_ERROR", "MemoryError": "PYSOCK_MEMORY_ERROR"}


def _refuse(pattern):
    raise Unsayable("what comes cannot be held against %s in C" % cut(shown(pattern), 80))


def _is_any(pattern):
    """Whether anything will do that the kind of the result has by itself."""
    return tag_of(pattern)[0] in ("any", "object")


def _all_of(*conditions):
    """The conditions that are not true in any case; "" if there is none."""
    return " && ".join(condition for condition in conditions if condition)


def _number(program, pattern, value):
    tag, content = tag_of(pattern)
    if tag == "any":
        return ""
    if tag == "between":
        low, high = (expression.integer(program, bound) for bound in content)
        return "%s <= %s && %s <= %s" % (low, value, value, high)
    if tag == "one-of":
        return "(%s)" % " || ".join(_number(program, item, value) or "1" for item in content)
    if tag == "not":
        return "!(%s)" % (_number(program, content, value) or "1")
    if tag in ("c", "c-or-absent"):
        return "%s == %s" % (value, program.c_value(content))
    return "%s == %s" % (value, expression.integer(program, pattern))


def _data(pattern, value):
    if _is_any(pattern):
        return "result >= 0"
    if tag_of(pattern)[0] not in ("bytes", "ascii"):
        _refuse(pattern)
    literal, size = expression.data(pattern)
    if size == 0:
        return "result == 0"
    return "result == %d && memcmp(%s, %s, %d) == 0" % (size, value, literal, size)


def _text(pattern, value):
    if _is_any(pattern):
        return ""
    return "strcmp(%s, %s) == 0" % (value, expression.string(pattern))


def _inet(program, items, address):
    """(host, port), and perhaps more."""
    numbers = zip(("port", "flowinfo", "scope_id"), items[1:])
    return _all_of("%s.members == %d" % (address, len(items)),
                   _text(items[0], address + ".inet.host"),
                   *(_number(program, item, "%s.inet.%s" % (address, member))
                     for member, item in numbers))


def _same_address(program, variable, address):
    other = variable.c
    if variable.family == "AF_UNIX":
        return "{0}.un.length == {1}.un.length && memcmp({0}.un.path, {1}.un.path, " \
            "{1}.un.length) == 0".format(address, other)
    return "strcmp({0}.inet.host, {1}.inet.host) == 0 && {0}.inet.port == {1}.inet.port".format(
        address, other)


def _address(program, pattern, address):
    tag, content = tag_of(pattern)
    if _is_any(pattern):
        return ""
    if pattern is None:
        return address + ".family == PYSOCK_NO_ADDRESS"
    if tag == "tuple" and len(content) >= 2:
        return _inet(program, content, address)
    if pattern == "":
        return address + ".un.length == 0"
    if tag == "var" and program.kind_of(content) == "address":
        return _same_address(program, program.variables[content], address)
    return _refuse(pattern)


def _with_address(program, pattern, called):
    """A tuple of two, of which the second is an address."""
    tag, items = tag_of(pattern)
    if _is_any(pattern):
        return ""
    if tag != "tuple" or len(items) != 2:
        _refuse(pattern)
    if called.kind == "received":
        first = _data(items[0], called.value)
    else:
        first = "" if _is_any(items[0]) else "0"
    return _all_of(first, _address(program, items[1], called.address))


def _timeout(pattern, value):
    if pattern is None:
        return "%s.is_none" % value
    return "!%s.is_none && %s.seconds == %s" % (value, value, expression.real(pattern))


def _gives(program, pattern, called):
    kind, value = called.kind, called.value
    if kind == "number":
        return _number(program, pattern, value)
    if kind == "bytes":
        return _data(pattern, value)
    if kind == "text":
        return _text(pattern, value)
    if kind == "address":
        return _address(program, pattern, called.address)
    if kind in ("accepted", "received"):
        return _with_address(program, pattern, called)
    if kind == "timeout":
        return _timeout(pattern, value)
    if not _is_any(pattern) and not (kind == "nothing" and pattern is None):
        _refuse(pattern)
    return ""


def _code(code):
    return "error.code == " + code if isinstance(code, str) else "!error.has_code"


def _exception(raises):
    """The condition that one exception was raised, or of a list any."""
    if isinstance(raises, list):
        return "(%s)" % " || ".join("(%s)" % _exception(one) for one in raises)
    kind, codes = tag_of(raises)
    if (kind or raises) not in EXCEPTIONS:
        raise Unsayable("no call of C raises %s" % (kind or raises))
    conditions = ["error.exception == " + EXCEPTIONS[kind or raises]]
    if isinstance(codes, list):
        conditions.append("(%s)" % " || ".join(map(_code, codes)))
    elif kind:
        conditions.append(_code(codes))
    return _all_of(*conditions)


def _raises(step):
    conditions = ["result < 0", _exception(step["raises"])]
    if "text" in step:
        conditions.append(_text(step["text"], "error.text"))
    return _all_of(*conditions)


def condition(program, step, called):
    """The condition that the result is what the step gives or raises."""
    if "raises" in step:
        return _raises(step)
    return _all_of("result >= 0", _gives(program, step["gives"], called) if "gives" in step else "")
