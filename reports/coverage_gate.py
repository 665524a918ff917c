#!/usr/bin/env python3
"""Checks coverage: lcov's counts, and the clauses that have rows.

    reports/coverage_gate.py [--min-lines N] [--min-branches N] [--min-clauses N] [--out FILE]
        [--name] [--clauses FILE] [--runner TRACEFILE] TRACEFILE

TRACEFILE is lcov's for libpysock; that of --runner is only reported. --clauses is the output of
`plumbline clauses`. --name also names every unreached line and branch of TRACEFILE. --out writes the
figures as JSON: per cent, or null if not measured.

Exit status: 1 below a bound, or if a bounded figure was not measured; 2 for wrong use.
"""
import argparse
import json
import os
import sys


class Counts:
    """A total, and the number of those that were reached."""

    def __init__(self):
        self.all = 0
        self.reached = 0

    def add(self, reached):
        self.all += 1
        self.reached += bool(reached)

    def share(self):
        """Per cent, rounded down so that rounding reaches no bound. None if the total is 0."""
        return self.reached * 10000 // self.all / 100 if self.all else None


class Trace:
    """The lines and branches of a tracefile, and the names of those that were not reached."""

    def __init__(self, path):
        self.lines = Counts()
        self.branches = Counts()
        self.silent = set()
        self.missed = {}
        file = ""
        with open(path, encoding="utf-8") as trace:
            for line in trace:
                key, _, rest = line.rstrip("\n").partition(":")
                if key == "SF":
                    file = os.path.relpath(rest)
                elif key == "DA":
                    self.see_line(file, rest.split(","))
                elif key == "BRDA":
                    self.see_branch(file, rest.split(","))

    def see_line(self, file, fields):
        reached = int(fields[1]) > 0
        self.lines.add(reached)
        if not reached:
            self.silent.add((file, int(fields[0])))

    def see_branch(self, file, fields):
        reached = fields[3] not in ("-", "0")
        self.branches.add(reached)
        if not reached:
            place = file, int(fields[0])
            self.missed[place] = self.missed.get(place, 0) + 1

    def name(self):
        """Does not name the branches of an unreached line."""
        for place in sorted(self.silent | set(self.missed)):
            what = "not reached"
            if place not in self.silent:
                what = "%d of its branches not taken" % self.missed[place]
            print("%s:%d: %s" % (place + (what,)))

    def figures(self):
        return {"lines": self.lines.share(), "branches": self.branches.share()}


def count_clauses(path):
    """Counts clauses with a row among those that can have one: `id, kind, rows[, why none]`."""
    counts = Counts()
    with open(path, encoding="utf-8") as file:
        for line in file:
            fields = line.rstrip("\n").split("\t")
            if len(fields) >= 3 and (fields[1] == "rule" or fields[2] != "0"):
                counts.add(fields[2] != "0")
    return counts


def read_options():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    for what in ("lines", "branches", "clauses"):
        parser.add_argument("--min-" + what, type=float, metavar="N")
    parser.add_argument("--out", metavar="FILE")
    parser.add_argument("--name", action="store_true")
    parser.add_argument("--clauses", metavar="FILE")
    parser.add_argument("--runner", metavar="TRACEFILE")
    parser.add_argument("tracefile", metavar="TRACEFILE")
    return parser.parse_args()


def write(figures, path):
    """Writes the file whole or not at all."""
    beside = "%s.%d" % (path, os.getpid())
    with open(beside, "w", encoding="utf-8") as file:
        json.dump(figures, file, indent=2)
        file.write("\n")
    os.replace(beside, path)


def say(what, share):
    print("%-17s %s" % (what, "not measured" if share is None else "%6.2f %%" % share))


def main():
    options = read_options()
    try:
        trace = Trace(options.tracefile)
        figures = trace.figures()
        figures["clauses"] = count_clauses(options.clauses).share() if options.clauses else None
        figures["runner"] = Trace(options.runner).figures() if options.runner else None
        if options.out:
            write(figures, options.out)
    except (OSError, ValueError, IndexError) as error:
        print("coverage_gate.py: %s" % error, file=sys.stderr)
        return 2
    if options.name:
        trace.name()
    low = []
    for what in ("lines", "branches", "clauses"):
        say(what, figures[what])
        bound = getattr(options, "min_" + what)
        if bound is not None and (figures[what] is None or figures[what] < bound):
            low.append("%s: less than %g %%" % (what, bound))
    for what, share in (figures["runner"] or {}).items():
        say("runner's " + what, share)
    for line in low:
        print(line, file=sys.stderr)
    return 1 if low else 0


if __name__ == "__main__":
    sys.exit(main())
