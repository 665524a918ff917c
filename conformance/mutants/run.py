#!/usr/bin/env python3
"""Whether the tables notice a libpysock that is wrong: small changes of its source are played.

    run.py BUILD [--files GLOB] [--sample N] [--seed N] [--operators A,B] [--jobs N]
           [--out DIR] [--again] [--explained FILE]

Each change of a file of ref/src or ref/call (changes.py) is compiled into an adapter of its own, which is
played without an oracle against the tables that reach the changed line (reach.py), until the first
row that fails. What comes of a change:

    killed      a row fails, or the play takes far too long
    survived    every row passes: a row is missing, or nothing can be seen of the change
    explained   the same, and FILE (docs/mutants.txt) says why no row can see the change
    stillborn   it does not compile
    equivalent  it compiles to the same object as the source itself

BUILD is the build directory; what is written lies in DIR (BUILD/mutants): report.txt has every
survivor as a difference, mutants.jsonl has every change. --files is a glob over the names of the
files, --sample takes so many changes by chance (0: all), --seed says by which, --operators names
the kinds of change, --again plays the survivors of the last report and nothing else. Ends with 0
where none survived, 1 where some did, 2 after wrong use, 3 where the unchanged source fails, or
cannot be built.
"""
import argparse
import collections
import concurrent.futures
import difflib
import fnmatch
import glob
import hashlib
import json
import os
import queue
import random
import re
import shutil
import sys

import changes
import playing
import reach

Mutant = collections.namedtuple("Mutant", "path line operator change")
OUTCOMES = ("killed", "survived", "explained", "stillborn", "equivalent")


def line_of(text, change):
    return text.count("\n", 0, min(edit.start for edit in change.edits)) + 1


def name_of(mutant):
    edits = " ".join("%d-%d=%s" % edit for edit in mutant.change.edits)
    return "%s:%d %s %s" % (mutant.path, mutant.line, mutant.operator, edits)


def mutants_of(options, sources):
    """The mutants that were asked for, in the order of the source."""
    found = []
    for path in sorted(sources):
        if not fnmatch.fnmatch(os.path.basename(path), options.files):
            continue
        for change in changes.changes_of(sources[path]):
            if not options.operators or change.operator in options.operators.split(","):
                found.append(Mutant(path, line_of(sources[path], change), change.operator, change))
    if options.again:
        kept = survivors_before(options.out)
        return [mutant for mutant in found if name_of(mutant) in kept]
    if 0 < options.sample < len(found):
        found = random.Random(options.seed).sample(found, options.sample)
    return found


def survivors_before(out):
    with open(os.path.join(out, "mutants.jsonl"), encoding="utf-8") as file:
        return {line["name"] for line in map(json.loads, file) if line["outcome"] == "survived"}


class Workshop:
    """Compiles mutants and plays them; several threads may ask at once."""

    def __init__(self, build, out, sources, reached, jobs):
        self.build = build
        self.sources = sources
        self.reached = reached
        self.slots = queue.Queue()
        for number in range(jobs):
            self.slots.put(os.path.join(out, "slot%d" % number))
        # The outcome of each object that was played: some changes are one and the same.
        self.known = {}

    def prepare(self):
        """Compiles the sources as they are; what is wrong, or None."""
        for path, text in self.sources.items():
            built = playing.compile_text(self.build, text)
            if built is None:
                return "%s does not compile" % path
            self.known[path, hashlib.sha1(built).digest()] = ("equivalent", "")
        return None

    def judge(self, mutant):
        """The outcome, and the row or the words that tell why."""
        built = playing.compile_text(
            self.build, changes.apply(self.sources[mutant.path], mutant.change))
        if built is None:
            return "stillborn", ""
        key = mutant.path, hashlib.sha1(built).digest()
        if key not in self.known:
            self.known[key] = self.play(mutant, built)
        return self.known[key]

    def play(self, mutant, built):
        where = mutant.path, mutant.line if mutant.change.in_code else None
        slot = self.slots.get()
        os.makedirs(slot, exist_ok=True)
        try:
            adapter = playing.link(self.build, slot, mutant.path, built)
            if adapter is None:
                return "stillborn", "it does not link"
            for tables in self.reached.plays(*where):
                failed = playing.play(self.build, slot, adapter, tables)
                if failed:
                    return "killed", failed
            return "survived", "" if self.reached.of(*where) else "no row comes here"
        finally:
            self.slots.put(slot)


def difference(sources, mutant):
    before = sources[mutant.path]
    after = changes.apply(before, mutant.change)
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return "\n".join(line for line in list(lines)[2:] if not line.startswith("@@"))


def place_of(text, mutant):
    """The function that a change is in, and how often it has had the line before."""
    lines = text.splitlines()
    start = mutant.line - 1
    while start > 0 and not re.match(r"\w[^;=]*\([^;]*$", lines[start]):
        start -= 1
    name = re.search(r"(\w+)\(", lines[start])
    again = lines[start:mutant.line - 1].count(lines[mutant.line - 1])
    return "%s%s" % (name.group(1) if name else "", " again" * again)


def signature(text, mutant, diff):
    """A change in one line, which stays the same where the code around it moves."""
    sides = {"-": [], "+": []}
    for line in diff.splitlines():
        sides[line[0]].append(" ".join(line[1:].split()))
    return "%s %s: %s => %s" % (mutant.path, place_of(text, mutant), " ".join(sides["-"]),
                                " ".join(sides["+"]))


def read_explained(path):
    """The reason of each change that is explained; lines of `SIGNATURE ## REASON`."""
    with open(path, encoding="utf-8") as file:
        lines = [line.strip() for line in file if line.strip() and not line.startswith("#")]
    return dict(line.split(" ## ", 1) for line in lines)


class Report:
    """Writes what came of each mutant, as it comes."""

    def __init__(self, out, sources, explained):
        self.sources = sources
        self.explained = explained
        self.counts = collections.Counter()
        self.by_operator = collections.defaultdict(collections.Counter)
        self.text = open(os.path.join(out, "report.txt"), "w", encoding="utf-8")
        self.lines = open(os.path.join(out, "mutants.jsonl"), "w", encoding="utf-8")

    def add(self, mutant, outcome, why):
        diff = difference(self.sources, mutant)
        told = signature(self.sources[mutant.path], mutant, diff)
        if outcome == "survived" and told in self.explained:
            outcome, why = "explained", self.explained[told]
        elif outcome == "killed" and told in self.explained:
            self.say("%s\n    is explained, but %s finds it\n" % (told, why))
        self.counts[outcome] += 1
        self.by_operator[mutant.operator][outcome] += 1
        json.dump({"name": name_of(mutant), "outcome": outcome, "why": why, "diff": diff},
                  self.lines)
        self.lines.write("\n")
        self.lines.flush()
        if outcome == "survived":
            self.say("%s:%d: %s%s\n%s\n%s\n" % (mutant.path, mutant.line, mutant.operator,
                                             why and ": " + why, diff, told))

    def say(self, text):
        print(text, flush=True)
        print(text, file=self.text, flush=True)

    def end(self):
        for operator, counts in sorted(self.by_operator.items()):
            self.say("%-10s %s" % (operator, said(counts)))
        self.say(said(self.counts))


def said(counts):
    return ", ".join("%d %s" % (counts[outcome], outcome) for outcome in OUTCOMES)


def read_options():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("build")
    parser.add_argument("--files", default="*", metavar="GLOB")
    parser.add_argument("--sample", type=int, default=0, metavar="N")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--operators", default="", metavar="A,B")
    parser.add_argument("--jobs", type=int, default=2, metavar="N")
    parser.add_argument("--out", metavar="DIR")
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--explained", default="docs/mutants.txt", metavar="FILE")
    options = parser.parse_args()
    options.out = options.out or os.path.join(options.build, "mutants")
    return options


def main():
    options = read_options()
    os.makedirs(options.out, exist_ok=True)
    sources = {}
    for path in glob.glob("ref/src/*.c") + glob.glob("ref/call/*.c"):
        with open(path, encoding="utf-8") as file:
            sources[path] = file.read()
    mutants = mutants_of(options, sources)
    if not mutants:
        print("there is no such change of libpysock", file=sys.stderr)
        return 2
    failed = playing.play_all(options.build, os.path.join(options.build, "pysock-adapter"))
    reached = None if failed else reach.measure(options.build, options.out)
    workshop = Workshop(options.build, options.out, sources, reached, options.jobs)
    failed = failed or workshop.prepare()
    if failed:
        print("the source as it is fails: %s" % failed, file=sys.stderr)
        return 3
    report = Report(options.out, sources, read_explained(options.explained))
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        outcomes = pool.map(workshop.judge, mutants)
        for mutant, (outcome, why) in zip(mutants, outcomes):
            report.add(mutant, outcome, why)
    report.end()
    for slot in glob.glob(os.path.join(options.out, "slot*")):
        shutil.rmtree(slot)
    return 1 if report.counts["survived"] else 0


if __name__ == "__main__":
    sys.exit(main())
