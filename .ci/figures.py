#!/usr/bin/env python3
"""Writes what each implementation passes into the README, from the results of `make reports`.

    python3 .ci/figures.py README.md RESULTS...

The table stands between two comments; what is before and after them stays.
"""
import json
import os
import sys

BEGIN, END = "<!-- figures: make figures -->\n", "<!-- end of the figures -->\n"
GOOD = ("PASS", "DRIFT", "DOCUMENT")
HEAD = ("| subject | what it is | judged by | passes, of all rows | not run | fails |\n"
        "|---|---|---|--:|--:|--:|\n")


def ends(path):
    """The first and the last line of a results file."""
    with open(path, encoding="utf-8") as file:
        lines = file.readlines()
    head, tail = json.loads(lines[0]), json.loads(lines[-1])
    if "counts" not in tail:
        raise SystemExit("%s: the run was interrupted" % path)
    return head, tail


def share(some, whole):
    """Cut off, not rounded: 100 % means all."""
    return "%g %%" % (some * 1000 // whole / 10)


def line(name, side, counts):
    """One implementation."""
    verdicts = {key: count for key, count in counts.items() if key.isupper()}
    whole = sum(verdicts.values())
    good = sum(verdicts.get(key, 0) for key in GOOD)
    skipped = verdicts.get("SKIP", 0)
    what = "%s %s" % (side["name"], side["version"])
    if "module_version" in side:
        what = "%s %s" % (side["module"], side["module_version"])
    elif side["side"].endswith(":" + side["module"]):
        what = "%s on %s" % (side["module"], what)
    standard = {"oracle": "CPython", "document": "the document"}.get(side.get("standard"), "itself")
    return "| %s | %s, %s | %s | %s of %s (%s) | %s | %s |\n" % (
        name, what, side["libc"], standard, format(good, ","), format(whole, ","),
        share(good, whole), format(skipped, ","), format(whole - good - skipped, ","))


def main(readme, paths):
    """The oracle of the first file, then the subject of each, those that pass most first."""
    lines, rows = [], []
    for path in paths:
        head, tail = ends(path)
        if not lines:
            lines.append(line("CPython, the oracle", head["oracle"], tail["counts"][0]))
        for side, counts in zip(head["subjects"], tail["counts"][1:]):
            name = os.path.basename(os.path.dirname(path))
            rows.append((sum(counts.get(key, 0) for key in GOOD), line(name, side, counts)))
    lines += [text for _, text in sorted(rows, key=lambda row: -row[0])]
    with open(readme, encoding="utf-8") as file:
        text = file.read()
    before, rest = text.split(BEGIN)
    after = rest.split(END)[1]
    with open(readme, "w", encoding="utf-8") as file:
        file.write(before + BEGIN + "\n" + HEAD + "".join(lines) + "\n" + END + after)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2:])
