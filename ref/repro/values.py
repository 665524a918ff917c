"""The values of an exported row: their tags, and the same values as Python would print them."""
import json
import re


def tag_of(value):
    """The tag and the content of a tagged value; (None, None) for any other."""
    if isinstance(value, dict) and len(value) == 1:
        return next(iter(value.items()))
    return None, None


def data_of(value):
    """The bytes that the value holds, a string with surrogates among them, or None."""
    tag, content = tag_of(value)
    if tag not in ("ascii", "bytes", "bytearray", "memoryview", "strided", "str"):
        return None
    text, count = content if isinstance(content, list) else (content, 1)
    return (text.encode("ascii") if tag == "ascii" else bytes.fromhex(text)) * count


def is_ascii(text):
    return all(ord(character) < 0x80 for character in text)


def quoted(text):
    """A string of Python in which everything beyond ASCII is escaped."""
    escapes = {"\n": "\\n", "\r": "\\r", "\t": "\\t", '"': '\\"', "\\": "\\\\"}

    def escaped(character):
        code = ord(character)
        if character in escapes:
            return escapes[character]
        if 0x20 <= code < 0x7f:
            return character
        form = "\\x%02x" if code < 0x100 else "\\u%04x" if code < 0x10000 else "\\U%08x"
        return form % code
    return '"%s"' % "".join(map(escaped, text))


def _real(number):
    shown = next(shown for shown in ("%.*g" % (digits, number) for digits in (15, 16, 17))
                 if float(shown) == number)
    return shown if set(shown) & set(".en") else shown + ".0"


def _repeated(content, text_form):
    text, count = content if isinstance(content, list) else (content, None)
    data = text if text_form else bytes.fromhex(text).decode("latin-1")
    return "b" + quoted(data) + (" * %d" % count if count is not None else "")


def _items(content, between):
    return between.join(map(shown, content))


def _tuple(content):
    return "(%s%s)" % (_items(content, ", "), "," if len(content) == 1 else "")


def _bare(content):
    """A name or digits as they are."""
    if isinstance(content, str) and re.match(r"[A-Za-z0-9_.-]*\Z", content):
        return content
    return shown(content)


def _call_of(tag):
    return lambda content: "%s(%s)" % (
        tag, _items(content, ", ") if isinstance(content, list) else shown(content))


def _worded(words):
    return lambda content: "<%s%s>" % (words, shown(content))


def _any(content):
    return "<%s%s>" % ("any " if content == "value" else "", _bare(content))


_FORMS = {
    "ascii": lambda content: _repeated(content, True),
    "bytes": lambda content: _repeated(content, False),
    "bytearray": lambda content: "bytearray(%s)" % _repeated(content, False),
    "memoryview": lambda content: "memoryview(%s)" % _repeated(content, False),
    "strided": lambda content: "memoryview(%s)[::2]" % _repeated(content, False),
    "str": lambda content: quoted(bytes.fromhex(content).decode("utf-8", "surrogatepass")),
    "tuple": _tuple, "int": _bare, "const": _bare, "var": _bare,
    "flags": lambda content: " | ".join(map(_bare, content)),
    "float": lambda content: "float(%s)" % shown(content),
    "index": lambda content: "Index(%s)" % shown(content),
    "peer": lambda content: _bare(content) + ("" if "." in content else ".address"),
    "path": _call_of("path"), "abstract": _call_of("abstract"),
    "object": lambda content: "<%s object>" % _bare(content),
    "any": _any,
    "between": lambda content: "<%s>" % _items(content, " to "),
    "one-of": lambda content: "<%s>" % _items(content, " or "),
    "not": _worded("anything but "), "unordered": _worded("in any order "),
    "contains": _worded("a list that holds "), "each": _worded("a list of nothing but "),
    "prefix": _worded("begins with "),
    "c": lambda content: "<C's %s>" % _bare(content),
    "c-or-absent": lambda content: "<C's %s where C has it>" % _bare(content),
    "errno": lambda content: "errno." + _bare(content),
    "absent": lambda content: "<no such name>",
}


def shown(value):
    """A value or a pattern as an expression of Python; patterns in words in angle brackets."""
    tag, content = tag_of(value)
    if tag in _FORMS:
        return _FORMS[tag](content)
    if isinstance(value, str):
        return quoted(value)
    if isinstance(value, list):
        return "[%s]" % _items(value, ", ")
    if isinstance(value, float):
        return _real(value)
    if value is None or isinstance(value, (bool, int)):
        return str(value)
    return json.dumps(value)


def cut(text, limit):
    """The text, or as much of its beginning and its end as fits the limit."""
    if len(text) <= limit:
        return text
    tail = (limit - 3) // 2
    return text[:limit - 3 - tail] + "..." + text[-tail:]
