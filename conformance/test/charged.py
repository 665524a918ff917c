#!/usr/bin/env python3
"""Plays subjects that are wrong in one way, and fails unless the right rows are charged, and only
those: charged.py PLUMBLINE.
"""

import collections, concurrent.futures, fnmatch, os, sys

import known_bugs

HERE = os.path.dirname(os.path.abspath(__file__))
WITHOUT_THREADS = "exec:%s %s" % (
    sys.executable, os.path.join(HERE, "..", "..", "fixtures", "adapters", "without_threads.py"))
LOCK = known_bugs.adapter_of("one_wait_for_all_sockets")
SELECT = known_bugs.adapter_of("select_before_every_wait")
AGAIN = 3  # how often a busy machine gets another chance to be quick enough

# The rows that are played, those that must be charged, and with which verdicts.
Case = collections.namedtuple("Case", "what adapter rows charged verdicts")
FAILS = "FAIL", "HANG"
SKIPS = "SKIP",
CASES = [
    # What ends by itself, or by a call without the lock, is not held up.
    Case("a lock around all waits", LOCK, "threads/*/timeout/*inet",
         ["threads/connects-beside-accept/*", "threads/default-changed/*", "threads/two-*"], FAILS),
    Case("a lock around all waits", LOCK, "recv/*/inet", [], FAILS),
    Case("a lock around all waits", LOCK, "accept/*/inet", [], FAILS),
    Case("select()", SELECT, "many-descriptors/*",
         ["many-descriptors/*/timeout/*", "many-descriptors/accepts-nothing/*",
          "many-descriptors/connects-too-late/*", "many-descriptors/no-room-in-time/*",
          "many-descriptors/times-out/*"], FAILS),
    Case("select()", SELECT, "timeout/*", [], FAILS),
    Case("no threads", WITHOUT_THREADS, "threads/*", ["threads/*"], SKIPS),
    Case("no threads", WITHOUT_THREADS, "lifetime/*", ["lifetime/*-thread", "lifetime/*-thread/*"],
         SKIPS),
]


def wrong_rows(case, results):
    """What is wrong with the results, a line for each row; what the oracle skips does not count."""
    for row in results:
        if row["oracle"]["verdict"] == "SKIP":
            continue
        subject = row["subjects"][0]
        charged = any(fnmatch.fnmatchcase(row["row"], pattern) for pattern in case.charged)
        wanted = case.verdicts if charged else ("PASS",)
        if subject["verdict"] not in wanted:
            yield "%s: %s %s, not %s" % (
                case.what, row["row"], subject["verdict"], " or ".join(wanted))
        elif wanted is SKIPS and "threads" not in subject["text"]:
            yield "%s: %s is skipped for want of %s" % (case.what, row["row"], subject["text"])


def play(plumbline, case):
    """How many rows were played, and what is wrong."""
    for _ in range(AGAIN):
        results = known_bugs.play_rows(plumbline, [case.rows], {"wrong": case.adapter}, jobs=6)
        wrong = list(wrong_rows(case, results))
        if not wrong:
            break
    return len(results), wrong


def main():
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        played = list(pool.map(lambda case: play(sys.argv[1], case), CASES))
    wrong = [line for _, lines in played for line in lines]
    print("\n".join(wrong + ["%d rows of %d subjects, %d charged wrongly" % (
        sum(count for count, _ in played), len({case.what for case in CASES}), len(wrong))]))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
