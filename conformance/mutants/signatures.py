"""The signature of a change: one line, which stays the same when the code around it moves."""
import difflib
import re

import changes


def difference(text, change):
    """The lines that a change takes away and adds."""
    start = text.rfind("\n", 0, min(edit.start for edit in change.edits)) + 1
    end = text.find("\n", max(edit.end for edit in change.edits))
    after = changes.apply(text, change)
    before, after = text[start:end], after[start:end + len(after) - len(text)]
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return "\n".join(line for line in list(lines)[2:] if not line.startswith("@@"))


def line_of(text, change):
    return text.count("\n", 0, min(edit.start for edit in change.edits)) + 1


def place_of(text, number):
    """The function that a line is in, and how often it has had the same line before."""
    lines = text.splitlines()
    start = number - 1
    while start > 0 and not re.match(r"\w[^;=]*\([^;]*$", lines[start]):
        start -= 1
    name = re.search(r"(\w+)\(", lines[start])
    again = lines[start:number - 1].count(lines[number - 1])
    return "%s%s" % (name.group(1) if name else "", " again" * again)


def signature(path, text, change):
    sides = {"-": [], "+": []}
    for line in difference(text, change).splitlines():
        sides[line[0]].append(" ".join(line[1:].split()))
    return "%s %s: %s => %s" % (path, place_of(text, line_of(text, change)),
                                " ".join(sides["-"]), " ".join(sides["+"]))


def read_explained(path):
    """The reason of each change that is explained; lines of `SIGNATURE ## REASON`."""
    with open(path, encoding="utf-8") as file:
        lines = [line.strip() for line in file if line.strip() and not line.startswith("#")]
    return dict(line.split(" ## ", 1) for line in lines)
