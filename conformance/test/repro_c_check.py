#!/usr/bin/env python3
"""Compiles and runs the programs of ref/repro/repro_c.py, against libpysock.

    repro_c_check.py PROGRAMS RESULTS [--failing] [--run EMULATOR] [--first N] [--jobs N]
                     -- CC ARGUMENT...

PROGRAMS is the directory that `repro_c.py --into PROGRAMS` wrote, RESULTS the results.jsonl of a
run whose first subject is libpysock. The compiler gets the program, -o and a name before its own
arguments. A row with PASS must have a program that exits with status 0. With --failing, plays the
rows on which libpysock departs from the document (over another C library or on another machine,
for example): their programs must compile, and fail.
"""
import argparse
import collections
import concurrent.futures
import json
import os
import subprocess
import sys
import time

# A program may fail because the machine is busy, or because the system reports missing routes only
# once a second.
TRIES = 3
PAUSE_S = 1.2


def chosen(path, verdicts, first):
    """The rows on which libpysock has one of these verdicts; of each table the first ones."""
    seen = collections.Counter()
    with open(path, encoding="utf-8") as file:
        for line in map(json.loads, file):
            if "row" in line and line["subjects"][0]["verdict"] in verdicts:
                seen[line["row"].split("/")[0]] += 1
                if not first or seen[line["row"].split("/")[0]] <= first:
                    yield line["row"]


def check(source, options):
    """The program's mistake, or None."""
    program = source[:-2]
    compiler, command = options.compiler, options.run.split() + [program]
    made = subprocess.run(compiler[:1] + [source, "-o", program] + compiler[1:],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if made.returncode:
        return made.stdout.decode("utf-8", "replace")
    for attempt in range(TRIES):
        time.sleep(PAUSE_S if attempt else 0)
        ran = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                             stderr=subprocess.STDOUT)
        if (ran.returncode != 0) == options.failing:
            break
    os.unlink(program)
    if options.failing:
        return None if ran.returncode else "libpysock fails here, and the program does not"
    return ran.stdout.decode("utf-8", "replace") or str(ran.returncode) if ran.returncode else None


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("programs")
    parser.add_argument("results")
    parser.add_argument("compiler", nargs="+")
    parser.add_argument("--failing", action="store_true")
    parser.add_argument("--run", default="", metavar="EMULATOR")
    parser.add_argument("--first", type=int)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = parser.parse_args()
    verdicts = ("FAIL", "HANG", "CRASH") if options.failing else ("PASS",)
    rows = list(chosen(options.results, verdicts, options.first))
    sources = [os.path.join(options.programs, row.replace("/", ",") + ".c") for row in rows]
    there = [source for source in sources if os.path.exists(source)]
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        found = list(pool.map(lambda source: check(source, options), there))
    wrong = [pair for pair in zip(there, found) if pair[1]]
    for source, why in wrong:
        print("%s: %s" % (source, why.strip()))
    print("programs: %d %s on libpysock, as they should; %d wrong; %d rows cannot be said in C" % (
        len(there) - len(wrong), "fail" if options.failing else "pass", len(wrong),
        len(rows) - len(there)))
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
