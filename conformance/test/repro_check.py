#!/usr/bin/env python3
"""Plays the scripts of `plumbline repro`, and compares each with the verdict on its row.

    repro_check.py SCRIPTS RESULTS [--as-oracle | --failing [--baseline FILE]] [--first N]
        [--jobs N]

SCRIPTS is the directory that `plumbline repro --out SCRIPTS '*'` wrote, RESULTS the results.jsonl
of a run with CPython as its oracle. If the oracle has PASS, the script must exit with status 0; if
it has DRIFT, with 1, saying what was promised and what came. With --as-oracle, for scripts of
`plumbline repro --as VERSION`, it must exit with 0 in both cases. With --failing, run this with the
Python of the run's subject and with scripts of the oracle's --as: it plays only the rows that the
subject fails, which must fail, except rows that the baseline lists as FLAKY. --first plays the
first N of each verdict in each table. The scripts run in children of this process, so that Python
starts only once.
"""
import argparse
import collections
import contextlib
import errno, faulthandler, gc, io, itertools, os, select, signal, socket, struct  # for the scripts
import fnmatch
import json
import runpy
import sys
import tempfile
import threading
import time

TRIES = 4  # at most; from the second on the script runs alone: see Plays.again()
PAUSE_S = 1.2


def verdicts_of(path, failing, as_oracle):
    """The rows' verdicts on CPython, or the subject's failures, in the rows' order."""
    verdicts = collections.OrderedDict()
    with open(path, encoding="utf-8") as file:
        for line in map(json.loads, file):
            if "row" in line:
                side = line["subjects"][0] if failing else line.get("oracle") or line["subjects"][0]
                drifts = as_oracle and side["verdict"] == "DRIFT"
                verdicts[line["row"]] = "PASS" if drifts else side["verdict"]
    return verdicts


def play(path, said):
    """Runs the script in a child; returns its exit status (the child never returns)."""
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        os.dup2(said, 2)
        os.dup2(os.open(os.devnull, os.O_RDWR), 1)
        runpy.run_path(path, run_name="__main__")
        status = 0
    except SystemExit as error:
        status = 1 if isinstance(error.code, str) else error.code or 0
        os.write(2, str(error.code).encode("utf-8", "backslashreplace"))
    except BaseException as error:
        os.write(2, repr(error).encode("utf-8", "backslashreplace"))
    finally:
        os._exit(status)


class Plays:
    """The scripts being played, and the results of those that have ended."""

    def __init__(self):
        self.running, self.wrong = {}, []
        self.counts = collections.Counter()

    def begin(self, row, path, verdict):
        said = tempfile.TemporaryFile()
        self.running[play(path, said.fileno())] = (row, path, verdict, said)

    def end_one(self):
        child, state = os.wait()
        row, path, verdict, said = self.running.pop(child)
        said.seek(0)
        text = said.read().decode("utf-8", "replace")
        said.close()
        status = os.WEXITSTATUS(state) if os.WIFEXITED(state) else 128 + os.WTERMSIG(state)
        good = (status != 0) == (verdict != "PASS") and (verdict != "DRIFT" or "promises: " in text)
        if good:
            self.counts[verdict] += 1
        else:
            self.wrong.append((row, path, verdict, "%s, but the script exits with %d: %s" % (
                verdict, status, text.strip())))

    def again(self):
        """Plays a failed script again: the machine may have been busy, and the system reports
        missing routes only once a second."""
        for _ in range(TRIES - 1):
            suspects, self.wrong = self.wrong, []
            for row, path, verdict, _ in suspects:
                time.sleep(PAUSE_S)
                self.begin(row, path, verdict)
                self.end_one()


def check_form(path):
    """A mistake in the script's text, or None."""
    with open(path, encoding="utf-8") as file:
        lines = file.read().split("\n")[:-1]
    bound = 68 if any(line.startswith("    def begin(") for line in lines) else 52
    return None if len(lines) < bound else "%d lines" % len(lines)


def flaky_rows(path):
    """The rows and globs that a baseline lists as FLAKY."""
    with open(path, encoding="utf-8") as file:
        lines = [line.split() for line in file]
    return [words[0] for words in lines if words[1:2] == ["FLAKY"]]


def choose(verdicts, first):
    """The rows to play: all, or the first ones of each verdict in each table."""
    seen = collections.Counter()
    for row, verdict in verdicts.items():
        key = row.split("/")[0], verdict
        seen[key] += 1
        if not first or seen[key] <= first:
            yield row, verdict


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("scripts")
    parser.add_argument("results")
    parser.add_argument("--as-oracle", action="store_true")
    parser.add_argument("--failing", action="store_true")
    parser.add_argument("--baseline")
    parser.add_argument("--first", type=int)
    parser.add_argument("--jobs", type=int, default=2 * (os.cpu_count() or 1))
    options = parser.parse_args()
    plays, too_long, unsaid, skipped = Plays(), [], 0, 0
    verdicts = verdicts_of(options.results, options.failing, options.as_oracle)
    played = ("FAIL", "HANG", "CRASH") if options.failing else ("PASS", "DRIFT")
    for row, verdict in choose(verdicts, options.first):
        path = os.path.join(options.scripts, row.replace("/", ",") + ".py")
        if verdict not in played:
            skipped += 1
        elif not os.path.exists(path):
            unsaid += 1
        elif check_form(path):
            too_long.append("%s: %s" % (row, check_form(path)))
        else:
            plays.begin(row, path, verdict)
        while len(plays.running) >= options.jobs:
            plays.end_one()
    while plays.running:
        plays.end_one()
    plays.again()
    flaky = flaky_rows(options.baseline) if options.baseline else []
    wrong = too_long + ["%s: %s" % (row, why) for row, _, _, why in plays.wrong
                        if not any(fnmatch.fnmatchcase(row, glob) for glob in flaky)]
    print("\n".join(wrong + [
        "scripts: %d pass, %d fail, as they should; %d wrong; %d rows cannot be said, "
        "%d are not played here" % (plays.counts["PASS"], sum(plays.counts.values()) -
                                    plays.counts["PASS"], len(wrong), unsaid, skipped)]))
    sys.exit(1 if wrong or not plays.counts else 0)


if __name__ == "__main__":
    main()
