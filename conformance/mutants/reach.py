"""Which tables reach which lines of libpysock: measured with gcov, a table at a time."""
import bisect
import collections
import glob
import hashlib
import json
import os
import subprocess
import time

import playing

FIRST = 4  # tables that are played before the others, as they are quick and reach the line often


SOURCES = ("ref/src/", "ref/call/")


def data_of(counted):
    return [path for source in SOURCES for path in glob.glob(counted + "/obj/" + source + "*.gcda")]


def key_of():
    """What the measure depends on."""
    digest = hashlib.sha1()
    for path in sorted(glob.glob("ref/*/*.[ch]") + glob.glob("conformance/tables/*.json")):
        with open(path, "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def measure(build, out):
    """The reach of the tables, measured or remembered."""
    kept = os.path.join(out, "reach.json")
    try:
        with open(kept, encoding="utf-8") as file:
            known = json.load(file)
    except (IOError, ValueError):
        known = {}
    if known.get("key") != key_of():
        known = {"key": key_of(), "tables": play_each(build, out)}
        with open(kept, "w", encoding="utf-8") as file:
            json.dump(known, file)
    return Reach(known["tables"])


def play_each(build, out):
    counted = os.path.abspath(os.path.join(out, "counted"))
    subprocess.check_call(["make", "CC=gcc", "BUILD=" + counted, "CFLAGS=-O0 -g --coverage",
                           counted + "/pysock-adapter"], stdout=subprocess.DEVNULL)
    tables = {}
    for table in playing.all_tables():
        tables[table] = play_one(build, counted, table)
    return tables


def play_one(build, counted, table, attempts=3):
    """An adapter that was ended while it wrote its counts leaves a file that gcov cannot read: then
    the table is played again."""
    for old in data_of(counted):
        os.unlink(old)
    began = time.time()
    playing.play(build, counted, counted + "/pysock-adapter", [table])
    took = time.time() - began
    try:
        return {"seconds": took, "lines": lines_reached(counted)}
    except subprocess.CalledProcessError:
        if attempts == 1:
            raise
        return play_one(build, counted, table, attempts - 1)


def lines_reached(counted):
    """For each file the number of times that each of its lines was reached; 0 where it was not."""
    data = data_of(counted)
    if not data:
        return {}
    said = subprocess.check_output(["gcov", "--json-format", "--stdout"] + data,
                                   stderr=subprocess.DEVNULL).decode()
    reached = {}
    for line in said.splitlines():
        for file in json.loads(line)["files"]:
            if file["file"].startswith(SOURCES):
                counts = reached.setdefault(file["file"], {})
                for entry in file["lines"]:
                    number = str(entry["line_number"])
                    counts[number] = counts.get(number, 0) + entry["count"]
    return reached


class Reach:
    def __init__(self, tables):
        self.seconds = {name: table["seconds"] for name, table in tables.items()}
        self.hits = collections.defaultdict(dict)  # (file, line): {table: how often}
        known = collections.defaultdict(set)  # file: the lines that gcov knows
        for name, table in tables.items():
            for path, counts in table["lines"].items():
                for line, hits in counts.items():
                    known[path].add(int(line))
                    if hits:
                        self.hits[path, int(line)][name] = hits
        self.ordered = {path: sorted(lines) for path, lines in known.items()}

    def of(self, path, line):
        """The tables that reach a line, and how often. What gcov counts for no line of its own,
        as a part of a statement, counts with the line before it. What is no code (None) is reached
        by all: a table of functions is looked at, and then none of them may run."""
        if line is None:
            return dict.fromkeys(self.seconds, 1)
        known = self.ordered.get(path, [])
        at = bisect.bisect_right(known, line) - 1
        return self.hits[path, known[at]] if at >= 0 else {}

    def plays(self, path, line):
        """The lists of tables to play, one after the other."""
        hits = self.of(path, line)
        order = sorted(hits, key=lambda name: self.seconds[name] / min(hits[name], 20))
        return [tables for tables in (order[:FIRST], order[FIRST:]) if tables]
