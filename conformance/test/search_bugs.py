#!/usr/bin/env python3
"""Searches for bugs that others had: search_bugs.py PLUMBLINE [--seconds S] [--jobs N] [BUG...].

Each known bug (fixtures/known-bugs) is put into CPython's module, and looked for without the tables
whose rows find it. Prints the bugs that were missed and the share of those that were found.
"""

import argparse, concurrent.futures, fnmatch, json, os, shutil, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.join(HERE, "..", "..")
FIXTURES = os.path.join(TOP, "fixtures", "known-bugs")
TABLES = os.path.join(TOP, "conformance", "tables")
SHARED = "axes", "scenes", "capabilities"
# What no search plays: scripted system calls, signals, and what only a lab or a clock shows.
BEYOND = "system-calls", "lab-*", "retries"
sys.path.insert(0, FIXTURES)

import known, play  # noqa: E402,F401: the second keeps the bugs


def tables_of(bug):
    """The tables whose rows find the bug."""
    return {pattern.partition("/")[0] for pattern in known.BUGS[bug].rows}


def is_within(bug):
    return not any(fnmatch.fnmatch(table, beyond) for table in tables_of(bug) for beyond in BEYOND)


def without(tables, directory):
    """Copies all tables but these."""
    for name in sorted(os.listdir(TABLES)):
        table = name[:-len(".json")]
        if table in SHARED or not any(fnmatch.fnmatch(table, pattern) for pattern in tables):
            shutil.copy(os.path.join(TABLES, name), directory)


def search(plumbline, seconds, bug):
    """What was found first, as text; "" where nothing was."""
    with tempfile.TemporaryDirectory() as directory:
        without(tables_of(bug), directory)
        subject = "exec:%s %s %s" % (sys.executable, os.path.join(FIXTURES, "play.py"), bug)
        done = subprocess.run([plumbline, "search", "--seconds", str(seconds), "--findings", "1",
                               "--jobs", "3", "--tables", directory,
                               "--oracle", "python:" + sys.executable, subject],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 1):
        print("%s: %s" % (bug, done.stderr.decode().strip()), file=sys.stderr)
    found = done.returncode == 1
    print("%s: %s" % (bug, "found" if found else
                      "not found without " + ", ".join(sorted(tables_of(bug)))), flush=True)
    return done.stdout.decode() if found else ""


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("plumbline")
    parser.add_argument("bugs", nargs="*")
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--json", help="write what was found there")
    options = parser.parse_args()
    bugs = options.bugs or sorted(bug for bug in known.BUGS if is_within(bug))
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        texts = list(pool.map(lambda bug: search(options.plumbline, options.seconds, bug), bugs))
    found = dict(zip(bugs, texts))
    if options.json:
        with open(options.json, "w") as out:
            json.dump(found, out, indent=1)
    count = sum(map(bool, texts))
    print("%d of %d known bugs found, %.0f %%" % (count, len(bugs), 100.0 * count / len(bugs)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
