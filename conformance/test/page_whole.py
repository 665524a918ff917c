"""Loads a page of all rows and ten subjects, and compares that with loading a blank page."""
import json
import subprocess

import page_sample

# Of how many rows a subject fails one: some fail few, and two fail most.
ONE_OF = [1000, 300, 100, 40, 20, 10, 8, 6, 1.4, 1.3]
BAD = ["FAIL", "LACKS", "BROKEN", "FAIL", "HANG", "CRASH", "FAIL"]
LOADS = 5


def play(program, directory):
    """The lines of a run of all rows on libpysock."""
    out = directory / "whole-run"
    played = subprocess.run([str(program), "run", "--out", str(out), "ref"],
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            universal_newlines=True)
    if played.returncode != 0:
        raise SystemExit("the run of all rows: %s" % played.stdout)
    return [json.loads(line) for line in (out / "results.jsonl").read_text().splitlines()]


def verdict(name, number, subject, passed):
    """The verdict of ref, or a failure with its answers, in other rows for each subject."""
    spread = (number * 7919 + subject * 104729) % 1000003 / 1000003
    if passed["verdict"] == "SKIP" or spread * ONE_OF[subject] >= 1:
        return dict(passed, side=name)
    made = page_sample.verdict_line(name, number, BAD[(number + subject) % len(BAD)])
    made.update(step=0, text="raises OSError with EINVAL in row %d" % (number // 20))
    if number % 2:
        made.update(known=True, reason="this module does it otherwise, case %d" % (number // 100))
    return made


def widen(lines):
    """Makes ten subjects of the one: five modules of Python, with scripts, and others."""
    names = ["python:python3:module%d" % i if i % 2 else "exec:./adapter%d" % i
             for i in range(len(ONE_OF))]
    head, rows, tail = lines[0], lines[1:-1], lines[-1]
    subject = head["subjects"][0]
    head["subjects"] = [dict(subject, side=name, module=name.split(":")[-1]) for name in names]
    for number, row in enumerate(rows):
        row["subjects"] = [verdict(name, number, i, row["subjects"][0])
                           for i, name in enumerate(names)]
    for i, name in enumerate(names):
        said = [row["subjects"][i]["verdict"] for row in rows]
        tail["counts"][i + 1:] = [dict({v: said.count(v) for v in page_sample.VERDICTS}, side=name)]
    return lines


def check_whole(browser, program, directory, check):
    """The page may cost half a second more than one and a half blank pages.

    These are seconds of the processor, which other programs hardly change; the smallest of
    several loads counts.
    """
    results, page = directory / "whole.jsonl", directory / "whole.html"
    lines = widen(play(program, directory))
    results.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    subprocess.run([str(program), "report", "--out", str(page), str(results)], check=True)
    blank = directory / "blank.html"
    blank.write_text("<!DOCTYPE html><title>nothing</title>")
    least = {}
    for path in (blank, page):
        least[path] = min(browser.cost_of_loading(path.resolve().as_uri()) for _ in range(LOADS))
    print("seconds of the processor: a blank page %.2f, all %d rows with %d subjects %.2f" % (
        least[blank], len(lines) - 2, len(ONE_OF), least[page]))
    check(least[page] <= 1.5 * least[blank] + 0.5, True, "the cost of a page of all rows")
