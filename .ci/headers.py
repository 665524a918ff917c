#!/usr/bin/env python3
"""Fails where a function of a public header has no comment, or docs/c.md does not have it.

    python3 .ci/headers.py
"""
import glob
import re
import sys

DECLARATION = re.compile(r"^[a-z][\w *]*?\b(pysock_\w+)\(")
# The calling door is for embedders: its header alone is its manual.
WITHOUT_TABLE = "ref/include/pysock_call.h"
TABLE = "docs/c.md"


def functions(path):
    """(line, name, whether a comment ends on the line before) of each declaration."""
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")
    for number, line in enumerate(lines):
        found = DECLARATION.match(line)
        if found:
            yield number + 1, found.group(1), lines[number - 1].rstrip().endswith("*/")


def main():
    """Every public header."""
    wrong = []
    with open(TABLE, encoding="utf-8") as file:
        table = file.read()
    named = set(re.findall(r"\bpysock_\w+(?=\()", table))
    known = set()
    for path in sorted(glob.glob("ref/include/*.h")):
        for line, name, has_comment in functions(path):
            known.add(name)
            if not has_comment:
                wrong.append("%s:%d: %s() has no comment of its own" % (path, line, name))
            if path != WITHOUT_TABLE and name not in named:
                wrong.append("%s:%d: %s does not have %s()" % (path, line, TABLE, name))
    wrong += ["%s: there is no %s()" % (TABLE, name) for name in sorted(named - known)]
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
