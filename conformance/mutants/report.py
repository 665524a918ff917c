"""Writes the outcome of each mutant, as it comes, and counts them at the end."""
import collections
import json
import os

import signatures

FOUND = ("killed", "tested", "sanitized")
OUTCOMES = FOUND + ("survived", "explained", "stillborn", "equivalent")


class Report:
    def __init__(self, out, sources, explained):
        self.sources = sources
        self.explained = explained
        self.counts = collections.Counter()
        self.by_operator = collections.defaultdict(collections.Counter)
        self.unseen = []  # what no row finds as it is, in one line each
        self.text = open(os.path.join(out, "report.txt"), "w", encoding="utf-8")
        self.lines = open(os.path.join(out, "mutants.jsonl"), "w", encoding="utf-8")

    def add(self, mutant, name, outcome, why):
        text = self.sources[mutant.path]
        diff = signatures.difference(text, mutant.change)
        told = signatures.signature(mutant.path, text, mutant.change)
        if outcome == "survived" and told in self.explained:
            outcome, why = "explained", self.explained[told]
        elif outcome in FOUND and told in self.explained:
            self.say("%s\n    is explained, but found: %s: %s\n" % (told, outcome, why))
        self.counts[outcome] += 1
        self.by_operator[mutant.operator][outcome] += 1
        json.dump({"name": name, "outcome": outcome, "why": why, "diff": diff}, self.lines)
        self.lines.write("\n")
        self.lines.flush()
        if outcome == "survived":
            self.say("%s:%d: %s%s\n%s\n%s\n" % (mutant.path, mutant.line, mutant.operator,
                                               why and ": " + why, diff, told))
        elif outcome in ("tested", "sanitized"):
            self.unseen.append("%-9s %s  ## %s" % (outcome, told, why))

    def say(self, text):
        print(text, flush=True)
        print(text, file=self.text, flush=True)

    def end(self):
        if self.unseen:
            self.say("\n".join(["Found by C tests or a sanitizer alone:"] + sorted(self.unseen)))
            self.say("")
        for operator, counts in sorted(self.by_operator.items()):
            self.say("%-10s %s" % (operator, said(counts)))
        self.say(said(self.counts))


def said(counts):
    return ", ".join("%d %s" % (counts[outcome], outcome) for outcome in OUTCOMES)
