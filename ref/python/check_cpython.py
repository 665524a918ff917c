#!/usr/bin/env python3
"""Runs the interpreter's own tests on libpysock's binding and on CPython's _socket side by side.

    check_cpython.py [--python PYTHON] [--baseline FILE] [--preload LIBRARY] BINDING MODULE...

BINDING is the directory in which the binding's _socket lies, MODULE a file of tests, as
test.test_socket. Both sides run at once, each in an empty network of its own. A test that passes on
CPython must pass on the binding, unless the baseline has a line for it:

    TEST  OUTCOME[,OUTCOME...]  # why

A line whose test passes on both sides is out of date, and fails the check, too. A test that differs
is run up to three times more, because the machine may be busy. Tests that CPython itself does not
pass are counted, but not compared.

Exit status: 0 if everything is as the baseline says; 1 if not; 2 for wrong use.
"""
import argparse
import collections
import fnmatch
import os
import subprocess
import sys
import threading

from cpython_side import Side

TRIES = 3
GOOD = ("pass", "expected")


def lines_of(path):
    """(glob, outcomes, reason) of each line of the baseline."""
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            words, _, reason = line.partition("#")
            words = words.split()
            if len(words) == 2 and reason.strip():
                yield words[0], words[1].split(","), reason.strip()
            elif words:
                sys.exit("%s:%d: wanted: TEST OUTCOME # REASON" % (path, number))


def check_binding(python, binding, environment):
    """Ends if the interpreter does not load the binding: it would be compared with itself."""
    said = subprocess.run([python, "-c", "import _socket; print(_socket.__file__)"], check=False,
                          env=dict(os.environ, **environment), stdout=subprocess.PIPE,
                          universal_newlines=True).stdout.strip()
    if os.path.dirname(said) != binding:
        print("check_cpython.py: %s finds _socket at %r, and not in %s" % (python, said, binding),
              file=sys.stderr)
        sys.exit(2)


def has(python, module):
    """Whether the interpreter has this file of tests, which other versions of it may have."""
    program = "import importlib.util, sys; sys.exit(not importlib.util.find_spec(sys.argv[1]))"
    return subprocess.call([python, "-c", program, ".".join(module.split(".")[:2])]) == 0


def run_both(python, module, environment):
    """The outcomes of CPython's side and of the binding's."""
    sides = [Side(python, module, {}), Side(python, module, environment)]
    threads = [threading.Thread(target=side.run, daemon=True) for side in sides]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for _ in range(TRIES):
        names = differing(*(side.outcomes for side in sides))
        if names:
            sides[1].run_again(names)
    return [side.outcomes for side in sides]


def differing(usual, own):
    """The tests that pass on CPython, and do not pass on the binding."""
    return [name for name in usual
            if usual[name][0] in GOOD and own.get(name, ("lacks", ""))[0] not in GOOD]


def judge(usual, own, baseline):
    """The departures from the baseline, as lines."""
    wrong, used = [], set()
    for name in differing(usual, own):
        outcome, text = own.get(name, ("lacks", ""))
        known = [line for line in baseline if fnmatch.fnmatchcase(name, line[0])]
        used.update(line[0] for line in known)
        if not any(outcome in line[1] for line in known):
            wrong.append("%-60s %s  # %s" % (name, outcome, text))
    for glob, _, _ in baseline:
        if glob not in used and fnmatch.filter(usual, glob):
            wrong.append("%s: the line is out of date, since no such test differs" % glob)
    return wrong


def count(usual, own):
    """How many tests there are; pass on CPython; of these pass on the binding; and what CPython
    skips or fails."""
    counts = collections.Counter(outcome for outcome, _ in usual.values())
    good = sum(counts[outcome] for outcome in GOOD)
    return len(usual), good, good - len(differing(usual, own)), counts["skip"], \
        len(usual) - good - counts["skip"]


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binding")
    parser.add_argument("modules", nargs="+", metavar="MODULE")
    parser.add_argument("--python", default=sys.executable)
    parser.add_argument("--baseline", metavar="FILE")
    parser.add_argument("--preload", metavar="LIBRARY", help="what the binding's side has in "
                        "LD_PRELOAD: the library of a sanitizer that the binding was built with")
    options = parser.parse_args()
    binding = os.path.abspath(options.binding)
    environment = {"PYTHONPATH": binding}
    if options.preload:
        environment["LD_PRELOAD"] = options.preload
    check_binding(options.python, binding, environment)
    baseline = list(lines_of(options.baseline)) if options.baseline else []
    wrong = []
    print("%-40s %6s %8s %8s %8s %8s" % ("", "tests", "CPython", "binding", "skipped", "failing"))
    for module in options.modules:
        if not has(options.python, module):
            print("%-40s %s" % (module, "not in this version"))
            continue
        usual, own = run_both(options.python, module, environment)
        print("%-40s %6d %8d %8d %8d %8d" % ((module,) + count(usual, own)), flush=True)
        wrong += judge(usual, own, baseline)
    for line in wrong:
        print(line)
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
