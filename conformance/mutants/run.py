#!/usr/bin/env python3
"""Whether the tables notice a libpysock that is wrong: small changes of its source are played.

    run.py BUILD [--files GLOB] [--sample N] [--seed N] [--operators A,B] [--jobs N]
           [--out DIR] [--again] [--stale] [--explained FILE]

Each change of a file of ref/src or ref/call (changes.py) is compiled into an adapter of its own,
which is played without an oracle against the tables that reach the changed line (reach.py), until
the first row that fails. If no row fails, programs with sanitizers judge it (sanitized.py). The
outcome of a change:

    killed      a row fails, or the play takes far too long
    tested      no row fails, but libpysock's own C tests do, or a sanitizer stops them
    sanitized   neither, but a row fails in an adapter that was built with the sanitizers
    survived    nothing finds it: a row is missing, or nothing can be seen of the change
    explained   the same, and FILE (docs/mutants.txt) says why no row can see the change
    stillborn   it does not compile
    equivalent  it compiles to the same object as the source itself

BUILD is the build directory; the results are in DIR (BUILD/mutants): report.txt has every survivor
as a difference, and a line for each change that only C tests or a sanitizer found, since a row may
be missing there too; mutants.jsonl has every change. --files is a glob over the names of the files,
--sample takes so many changes by chance (0: all), --seed says by which, --operators names the kinds
of change. --again plays only the survivors of the last report, --stale only the changes that FILE
explains, and names its lines that no change has. Ends with 0 if none survived, 1 if some did, 2
after wrong use, 3 if the unchanged source fails, or cannot be built.
"""
import argparse
import collections
import concurrent.futures
import fnmatch
import glob
import hashlib
import json
import os
import queue
import random
import shutil
import sys

import changes
import playing
import reach
import report
import sanitized
import signatures

Mutant = collections.namedtuple("Mutant", "path line operator change")


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
                line = signatures.line_of(sources[path], change)
                found.append(Mutant(path, line, change.operator, change))
    if options.stale:
        return explained_of(found, sources, options.explained)
    if options.again:
        kept = survivors_before(options.out)
        return [mutant for mutant in found if name_of(mutant) in kept]
    if 0 < options.sample < len(found):
        found = random.Random(options.seed).sample(found, options.sample)
    return found


def survivors_before(out):
    with open(os.path.join(out, "mutants.jsonl"), encoding="utf-8") as file:
        return {line["name"] for line in map(json.loads, file) if line["outcome"] == "survived"}


def explained_of(mutants, sources, path):
    """The mutants that the file explains; tells which of its lines explain none."""
    left = dict.fromkeys(signatures.read_explained(path))
    found = []
    for mutant in mutants:
        told = signatures.signature(mutant.path, sources[mutant.path], mutant.change)
        if told in left:
            left[told] = mutant
            found.append(mutant)
    for told in left:
        if left[told] is None:
            print("%s\n    is explained, but no change any more\n" % told)
    return found


class Workshop:
    """Compiles mutants and plays them; several threads may ask at once."""

    def __init__(self, build, out, sources, reached, jobs):
        self.build = build
        self.sources = sources
        self.reached = reached
        self.sanitized = sanitized.Sanitized(build)
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
        return self.sanitized.prepare()

    def judge(self, mutant):
        """The outcome, and the row or the words that tell why."""
        text = changes.apply(self.sources[mutant.path], mutant.change)
        built = playing.compile_text(self.build, text)
        if built is None:
            return "stillborn", ""
        key = mutant.path, hashlib.sha1(built).digest()
        if key not in self.known:
            self.known[key] = self.play(mutant, text, built)
        return self.known[key]

    def play(self, mutant, text, built):
        where = mutant.path, mutant.line if mutant.change.in_code else None
        slot = self.slots.get()
        os.makedirs(slot, exist_ok=True)
        try:
            adapter = playing.link_adapter(self.build, slot, mutant.path, built)
            if adapter is None:
                return "stillborn", "it does not link"
            for tables in self.reached.plays(*where):
                failed = playing.play(self.build, slot, adapter, tables)
                if failed:
                    return "killed", failed
            outcome, why = self.sanitized.judge(slot, mutant.path, text,
                                                self.reached.plays(*where))
            return outcome, why or ("" if self.reached.of(*where) else "no row comes here")
        finally:
            self.slots.put(slot)


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
    parser.add_argument("--stale", action="store_true")
    parser.add_argument("--explained", default="docs/mutants.txt", metavar="FILE")
    options = parser.parse_args()
    options.out = options.out or os.path.join(options.build, "mutants")
    return options


def read_sources():
    """The sources of the library and its door, without those for Windows, which are empty here."""
    sources = {}
    for path in glob.glob("ref/src/*.c") + glob.glob("ref/call/*.c"):
        if not os.path.basename(path).startswith("sys_win"):
            with open(path, encoding="utf-8") as file:
                sources[path] = file.read()
    return sources


def main():
    options = read_options()
    os.makedirs(options.out, exist_ok=True)
    sources = read_sources()
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
    told = report.Report(options.out, sources, signatures.read_explained(options.explained))
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        outcomes = pool.map(workshop.judge, mutants)
        for mutant, (outcome, why) in zip(mutants, outcomes):
            told.add(mutant, name_of(mutant), outcome, why)
    told.end()
    for slot in glob.glob(os.path.join(options.out, "slot*")):
        shutil.rmtree(slot)
    return 1 if told.counts["survived"] else 0


if __name__ == "__main__":
    sys.exit(main())
