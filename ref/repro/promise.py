"""What a step promises, in one line: the call as Python has it, and what must come of it."""
from values import cut, shown, tag_of

SHOWN = 160  # characters of the call, and of what it gives
WITH_CODES = ("error", "gaierror", "herror")  # of these the lack of a code is worth saying


def says(step):
    """Whether the step says what must come of it; one that does not must simply succeed."""
    return bool({"gives", "raises", "absent"} & set(step))


def _name(name):
    return name if isinstance(name, str) else shown(name)


def _call(step):
    name, *arguments = step["call"]
    words = [shown(argument) for argument in arguments]
    words += ["%s=%s" % (key, shown(value)) for key, value in step.get("with", {}).items()]
    return "%s(%s)" % (_name(name), ", ".join(words))


def _code(code):
    return "without a code" if code is None else code


def _exception(raises):
    if isinstance(raises, list):
        return " or ".join(map(_exception, raises))
    kind, codes = tag_of(raises)
    if kind is None:
        return raises
    if isinstance(codes, list):
        return "%s %s" % (kind, " or ".join(map(_code, codes)))
    return kind + (" " + _code(codes) if codes or kind in WITH_CODES else "")


def expected(step):
    """What the step gives or raises."""
    if "gives" in step:
        text = shown(step["gives"])
    elif "raises" in step:
        text = "raises " + _exception(step["raises"])
    else:
        text = "no such name" if "absent" in step else "success"
    if "text" in step:
        text += ", text " + shown(step["text"])
    return cut(text, SHOWN)


def promise_of(step):
    """`s.recv(5) gives b"hello"`: without the names that the result is given."""
    line = _call(step) if "call" in step else _name(step["get"])
    return "%s%s %s" % (line[:SHOWN], "" if "raises" in step else " gives",
                        expected(step) if says(step) else "no error")


def versions(alternative):
    """The versions of CPython that do what the alternative says."""
    bounds = ["%s %s" % (key, alternative[key]) for key in ("since", "before")
              if key in alternative]
    return ", ".join(bounds) or "in every version"
