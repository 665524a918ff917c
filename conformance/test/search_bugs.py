#!/usr/bin/env python3
"""Searches for bugs that others had: search_bugs.py [OPTION...] PLUMBLINE [BUG...].

Puts each known bug (fixtures/known-bugs) into CPython's module, and looks for it without the tables
whose rows find it. Prints for each bug what was found first, then the share of bugs that were found
for each table and for all. Ends with 1 if something is found in the module without a bug ("none",
which is searched too if no bug is named), or if less than --least percent of the bugs are found.

A search ends after --count sequences, not after a time, so that a busy machine counts the same as a
quiet one: 18,000 are 60 s at 300 a second.
"""

import argparse, collections, concurrent.futures, fnmatch, json, os, shutil, subprocess, sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
TOP = os.path.join(HERE, "..", "..")
FIXTURES = os.path.join(TOP, "fixtures", "known-bugs")
KNOWN = os.path.join(TOP, "fixtures", "search", "cpython.txt")
TABLES = os.path.join(TOP, "conformance", "tables")
SHARED = "axes", "scenes", "capabilities"
sys.path.insert(0, FIXTURES)

import known  # noqa: E402


def documented():
    """The names of the document that have a table."""
    with open(os.path.join(TOP, "docs", "clauses.json")) as file:
        return {clause["name"] for clause in json.load(file)["clauses"]}


def tables_of(bug):
    """The tables whose rows find the bug."""
    return {pattern.partition("/")[0] for pattern in known.BUGS[bug].rows}


def of_names(names):
    """The bugs that are found by the table of a name, or of constants such as SO_."""
    return sorted(bug for bug in known.BUGS
                  if all(table in names or table.endswith("_") for table in tables_of(bug)))


def without(tables, directory):
    """Copies all tables but these."""
    for name in sorted(os.listdir(TABLES)):
        table = name[:-len(".json")]
        if table in SHARED or not any(fnmatch.fnmatch(table, pattern) for pattern in tables):
            shutil.copy(os.path.join(TABLES, name), directory)


def search(options, bug):
    """What was found first, as the search tells it; "" where nothing was."""
    with tempfile.TemporaryDirectory() as directory:
        without(set() if bug == "none" else tables_of(bug), directory)
        subject = "exec:%s %s %s" % (sys.executable, os.path.join(FIXTURES, "play.py"), bug)
        done = subprocess.run([options.plumbline, "search", "--seed", str(options.seed),
                               "--count", str(options.count), "--seconds", "100000",
                               "--findings", "1", "--jobs", "4", "--tables", directory,
                               "--known", KNOWN, "--oracle", "python:" + sys.executable, subject],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode not in (0, 1):
        raise SystemExit("%s: %s" % (bug, done.stderr.decode().strip()))
    return done.stdout.decode() if done.returncode == 1 else ""


def show(bug, found):
    """Prints one line: where the sides differ, and after how many sequences it was found."""
    lines = found.strip().split("\n")
    label = "they part in: "
    signature = [line.strip()[len(label):] for line in lines if line.strip().startswith(label)]
    print("%-6s %s%s" % ("found" if found else "missed", bug, "  (%s; %s)" % (
        signature[0], lines[-1].partition(" sequences")[0]) if found else ""), flush=True)


def share(found, bugs):
    count = sum(bool(found[bug]) for bug in bugs)
    return "%d of %d, %.0f %%" % (count, len(bugs), 100.0 * count / len(bugs))


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("plumbline")
    parser.add_argument("bugs", nargs="*", metavar="BUG")
    parser.add_argument("--count", type=int, default=18000, help="sequences for a bug (18000)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=1, help="searches at once (1)")
    parser.add_argument("--least", type=float, default=70, help="percent to be found (70)")
    parser.add_argument("--json", help="write what was found there")
    options = parser.parse_args()
    known.register()
    bugs = options.bugs or ["none"] + of_names(documented())

    found = {}
    with concurrent.futures.ThreadPoolExecutor(options.jobs) as pool:
        searches = {pool.submit(search, options, bug): bug for bug in bugs}
        for done in concurrent.futures.as_completed(searches):
            found[searches[done]] = done.result()
            show(searches[done], done.result())
    if options.json:
        with open(options.json, "w") as out:
            json.dump(found, out, indent=1)
    is_wrong = bool(found.pop("none", ""))
    bugs = [bug for bug in bugs if bug != "none"]
    by_table = collections.defaultdict(list)
    for bug in bugs:
        by_table[", ".join(sorted(tables_of(bug)))].append(bug)
    for table in sorted(by_table):
        print("without %s: %s" % (table, share(found, by_table[table])))
    count = sum(bool(found[bug]) for bug in bugs)
    print("known bugs: %s" % share(found, bugs))
    return 1 if is_wrong or 100.0 * count < options.least * len(bugs) else 0


if __name__ == "__main__":
    sys.exit(main())
