#!/usr/bin/env python3
"""Plays known bugs, put into CPython's module: known_bugs.py PLUMBLINE [BUG...].

Among the rows that fixtures/known-bugs names for a bug, one must fail with the bug that passes
without it.
"""

import collections, concurrent.futures, json, os, subprocess, sys, tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
FIXTURES = os.path.join(HERE, "..", "..", "fixtures", "known-bugs")
TABLES = os.path.join(HERE, "..", "tables")
AGAIN = 3  # how many times missed bugs are played again
sys.path.insert(0, FIXTURES)

import known  # noqa: E402


def tables_of(patterns):
    """The table of the rows that match: one is loaded in a tenth of the time of all."""
    tables = {os.path.join(TABLES, pattern.split("/")[0] + ".json") for pattern in patterns}
    table = tables.pop()
    return TABLES if tables or not os.path.exists(table) else table


def adapter_of(bug):
    return "exec:%s %s %s" % (sys.executable, os.path.join(FIXTURES, "play.py"), bug)


def play_rows(plumbline, patterns, adapters, jobs=1):
    """Plays the rows that match with adapters, by name; the results of the rows."""
    subjects = [word for name in adapters for word in ("--name", name, adapters[name])]
    filters = [word for pattern in patterns for word in ("--filter", pattern)]
    with tempfile.TemporaryDirectory() as out:
        run = subprocess.run([plumbline, "run", "--jobs", str(jobs), "--deadline", "5",
                              "--oracle", "python:" + sys.executable, "--out", out,
                              "--tables", tables_of(patterns)] + filters + subjects,
                             stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        if run.returncode not in (0, 1):
            raise RuntimeError("%s: %s" % (patterns[0], run.stderr.decode().strip()))
        with open(os.path.join(out, "results.jsonl")) as results:
            return [row for row in map(json.loads, results) if "row" in row]


def verdicts(plumbline, patterns, bugs, jobs=1):
    """The verdicts by bug, "none" standing for the module without any, of each row that matches."""
    rows = play_rows(plumbline, patterns, {bug: adapter_of(bug) for bug in bugs}, jobs)
    return {row["row"]: {subject["side"]: subject["verdict"] for subject in row["subjects"]}
            for row in rows}


def play_bugs(plumbline, chosen):
    """Plays the rows of the bugs; returns the bugs found, the bugs played, and the failed runs."""
    plays, found, played, wrong = collections.defaultdict(list), set(), set(), []
    for bug in chosen:
        for pattern in known.BUGS[bug].rows:
            plays[pattern].append(bug)
    with concurrent.futures.ThreadPoolExecutor(6) as pool:
        innocent = pool.submit(verdicts, plumbline, sorted(plays), ["none"], 6)
        futures = [pool.submit(verdicts, plumbline, [pattern], bugs)
                   for pattern, bugs in plays.items()]
    without = innocent.result()
    for future in futures:
        if future.exception():
            wrong.append(str(future.exception()))
            continue
        for row, by_bug in future.result().items():
            if without[row]["none"] == "PASS":
                played.update(by_bug)
                found.update(bug for bug in by_bug if by_bug[bug] not in ("PASS", "SKIP"))
    return found, played, wrong


def main():
    known.register()
    plumbline, chosen = sys.argv[1], sys.argv[2:] or sorted(known.BUGS)
    found, played, wrong = play_bugs(plumbline, chosen)
    # A busy machine widens the time bounds, which may hide a bug that shows by its duration.
    for _ in range(AGAIN):
        missed = sorted(played - found)
        if missed:
            found |= play_bugs(plumbline, missed)[0]
    wrong += ["%s (%s): not found by %s" % (bug, known.BUGS[bug].where,
                                            " or ".join(known.BUGS[bug].rows))
              for bug in chosen if bug in played - found]
    print("\n".join(wrong + ["%d of %d known bugs found, %d cannot be played here" % (
        len(found), len(chosen), len(set(chosen) - played))]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
