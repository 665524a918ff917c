#!/usr/bin/env python3
"""Lays out the tables the one way there is.

    format.py FILE...           rewrites the files that are laid out otherwise
    format.py --check FILE...   names them instead, and fails

A row begins with its id and clause, then come its sentence, what it needs and is over, and
its steps, a line each where they fit. Keys have a fixed order. No line is longer than 100.
"""
import argparse
import json
import sys

WIDTH = 100
EXPECTATION = ["gives", "raises", "text", "absent", "takes", "on", "detail", "drift", "defect"]
ACTION = ["call", "get", "set", "let", "del", "peer", "meanwhile", "kernel", "with", "as", "times"]
ROW = ["id", "clause", "why", "needs", "over", "given", "do"]
TABLE = ["$schema", "table", "axes", "scenes", "capabilities", "rows"]
ALTERNATIVE = ["since", "before", "gives", "raises", "text", "absent", "why"]
CAPABILITY = ["name", "why", "probe", "test"]

# Keys that begin a line where their object needs more than one; in a row its action as well.
FIRST = {"why", "drift", "defect", "probe", "test"}
FIRST_IN_ROW = FIRST | {"needs", "call", "get", "set", "let"}


def compact(value):
    return json.dumps(value, separators=(", ", ": "))


def ordered(obj, order):
    """The items of an object, known keys first and in their order."""
    known = [(key, obj[key]) for key in order if key in obj]
    return known + [(key, value) for key, value in obj.items() if key not in order]


def lay_value(value, column, indent, tail):
    """The value as text that begins at the column, and is followed by tail characters."""
    text = compact(value)
    if column + len(text) + tail <= WIDTH or not isinstance(value, (dict, list)) or not value:
        return text
    if isinstance(value, list):
        return lay_list(value, indent)
    if len(value) == 1:
        ((key, content),) = value.items()
        head = "{" + compact(key) + ": "
        return head + lay_value(content, column + len(head), indent, tail + 1) + "}"
    return lay_object(list(value.items()), indent)


def lay_list(items, indent):
    """A list on lines of its own: as many small values as fit on each, or one of the others."""
    inner = indent + 2
    lines = []
    for i, item in enumerate(items):
        comma = "," if i + 1 < len(items) else ""
        plain = is_small(item)
        text = lay_value(item, inner, inner, len(comma)) + comma
        fits = lines and lines[-1][0] and len(lines[-1][1]) + 1 + len(text) <= WIDTH
        if plain and fits:
            lines[-1] = (True, lines[-1][1] + " " + text)
        else:
            lines.append((plain, " " * inner + text))
    return "[\n" + "\n".join(line for _, line in lines) + "\n" + " " * indent + "]"


def is_small(value):
    """A plain value, or a tagged one that holds a plain one."""
    if isinstance(value, dict) and len(value) == 1:
        (value,) = value.values()
    return not isinstance(value, (dict, list))


def lay_object(items, indent):
    """An object with a line for each key."""
    inner = " " * (indent + 2)
    lines = []
    for i, (key, value) in enumerate(items):
        comma = "," if i + 1 < len(items) else ""
        head = inner + compact(key) + ": "
        lines.append(head + lay_value(value, len(head), indent + 2, len(comma)) + comma)
    return "{\n" + "\n".join(lines) + "\n" + " " * indent + "}"


def lay_alternatives(items, column, indent, tail):
    """Drift or defect: each on lines of its own, unless there is one that fits on this one."""
    def lay(item, inner, rest):
        return lay_keys(ordered(item, ALTERNATIVE), inner, rest)

    lines = [lay(item, 0, 0) for item in items]
    if len(items) == 1 and "\n" not in lines[0] and column + len(lines[0]) + 2 + tail <= WIDTH:
        return "[" + lines[0] + "]"
    inner = indent + 2
    lines = [" " * inner + lay(item, inner, tail + 1 if i + 1 == len(items) else 1)
             for i, item in enumerate(items)]
    return "[\n" + ",\n".join(lines) + "]"


def lay_piece(key, value, column, indent, tail):
    head = compact(key) + ": "
    column += len(head)
    if key in ("drift", "defect") and is_objects(value):
        return head + lay_alternatives(value, column, indent, tail)
    return head + lay_value(value, column, indent, tail)


def is_objects(value):
    return isinstance(value, list) and value and all(isinstance(item, dict) for item in value)


def lay_keys(items, indent, tail):
    """An object whose keys fill lines: on one where it fits, else the next ones are indented."""
    text = "{" + ", ".join(lay_piece(key, value, 0, 0, 0) for key, value in items) + "}"
    if "\n" not in text and indent + len(text) + tail <= WIDTH:
        return text
    lines = fill(items, indent + 1, indent + 2, tail + 1, FIRST)
    return "{" + ",\n".join(lines).lstrip() + "}"


def fill(items, column, indent, tail, first):
    """Lines of keys, of which those in `first` begin one; the lines after the first indented."""
    lines = []
    line = ""
    for i, (key, value) in enumerate(items):
        rest = tail if i + 1 == len(items) else 1
        flat = lay_piece(key, value, 0, indent, 0)
        begins = not line or key in first or items[i - 1][0] == "why"
        if not begins and "\n" not in flat and len(line) + 2 + len(flat) + rest <= WIDTH:
            line += ", " + flat
            continue
        if line:
            lines.append(line)
        column = indent if lines else column
        line = " " * column + lay_piece(key, value, column, indent, rest)
    return lines + [line]


def lay_step(step, indent, tail):
    return lay_keys(ordered(step, ACTION + EXPECTATION), indent, tail)


def lay_entry(entry, order, steps_key):
    """A row or a capability: its own keys, and then its steps, a line each."""
    items = ordered(entry, order)
    steps = entry.get(steps_key)
    if is_objects(steps):
        items = [item for item in items if item[0] != steps_key]
    lines = fill(items, 6, 6, 3, FIRST_IN_ROW)
    if is_objects(steps):
        laid = [" " * 8 + lay_step(step, 8, 5 if i + 1 == len(steps) else 1)
                for i, step in enumerate(steps)]
        line = "      %s: [%s]" % (compact(steps_key), laid[0].strip())
        if len(laid) > 1 or "\n" in line or len(line) + 3 > WIDTH:
            line = "      %s: [\n%s ]" % (compact(steps_key), ",\n".join(laid))
        lines.append(line)
    return "    { " + ",\n".join(lines).lstrip() + " }"


def lay_row(row):
    return lay_entry(row, ROW + ACTION + EXPECTATION, "do")


def lay_capability(capability):
    return lay_entry(capability, CAPABILITY, "probe")


def lay_axes(axes):
    if not axes:
        return "{}"
    laid = []
    for name, values in axes.items():
        head = "    " + compact(name) + ": "
        laid.append(head + lay_axis(values, len(head)))
    return "{\n" + ",\n".join(laid) + "\n  }"


def lay_axis(values, column):
    """An axis of plain values fills lines; one of others has a line for each."""
    if column + len(compact(values)) + 1 <= WIDTH or not isinstance(values, dict):
        return lay_value(values, column, 4, 1)
    if any(isinstance(value, (dict, list)) for value in values.values()):
        return lay_object(list(values.items()), 4)
    return "{\n" + ",\n".join(fill(list(values.items()), 6, 6, 1, ())) + "\n    }"


def lay_scenes(scenes):
    """Each scene's steps, a line each."""
    laid = []
    for name, steps in scenes.items():
        lines = [" " * 6 + lay_step(step, 6, 3 if i + 1 == len(steps) else 1)
                 for i, step in enumerate(steps)]
        laid.append("    %s: [\n%s ]" % (compact(name), ",\n".join(lines)))
    return "{\n" + ",\n".join(laid) + "\n  }"


def lay_file(root):
    laid = []
    for key, value in ordered(root, TABLE):
        head = "  " + compact(key) + ": "
        if key == "axes" and isinstance(value, dict):
            laid.append(head + lay_axes(value))
        elif key == "scenes" and isinstance(value, dict) and all(map(is_objects, value.values())):
            laid.append(head + lay_scenes(value))
        elif key == "rows" and is_objects(value):
            laid.append(head + "[\n" + ",\n\n".join(map(lay_row, value)) + "\n  ]")
        elif key == "capabilities" and is_objects(value):
            laid.append(head + "[\n" + ",\n\n".join(map(lay_capability, value)) + "\n  ]")
        else:
            laid.append(head + lay_value(value, len(head), 2, 1))
    return "{\n" + ",\n".join(laid) + "\n}\n"


def unique(pairs):
    obj = dict(pairs)
    if len(obj) < len(pairs):
        raise ValueError("duplicate keys: " + ", ".join(key for key, _ in pairs))
    return obj


def long_lines(path, text):
    lines = enumerate(text.split("\n"), 1)
    return ["%s:%d: longer than %d" % (path, i, WIDTH) for i, line in lines if len(line) > WIDTH]


def format_file(path, check):
    """What is wrong with the file and cannot be, or is not to be, mended here."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    try:
        root = json.loads(text, object_pairs_hook=unique)
    except ValueError as error:
        return ["%s: %s" % (path, error)]
    laid = lay_file(root)
    if json.loads(laid) != root:
        raise AssertionError(path + ": laying it out has changed it")
    if laid != text and check:
        return ["%s: not laid out: make format" % path]
    if laid != text:
        with open(path, "w", encoding="utf-8") as file:
            file.write(laid)
    return long_lines(path, laid)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--check", action="store_true", help="name the files, change nothing")
    parser.add_argument("files", nargs="*", metavar="FILE")
    options = parser.parse_args()
    wrong = [line for path in options.files for line in format_file(path, options.check)]
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
