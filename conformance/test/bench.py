#!/usr/bin/env python3
"""bench.py PLUMBLINE: the runner's cost beside that of the adapters it feeds.

Plays every row RUNS times against libpysock and the oracle. For a process that has ended, the
kernel gives its own processor time and that of its children: the first is the runner's share, the
second that of the adapters, their launchers and their labs.
"""
import os
import re
import subprocess
import sys
import time

RUNS = 3
SIDES = 2
TICKS = os.sysconf('SC_CLK_TCK')


def play(plumbline):
    """Plays a run; returns rows, seconds, and the processor time of the runner and its children."""
    began = time.monotonic()
    with subprocess.Popen([plumbline, 'run', 'ref', '--out', 'none'], stdout=subprocess.PIPE,
                          stderr=subprocess.DEVNULL) as process:
        said = process.stdout.read().decode()
        os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT)
        took_s = time.monotonic() - began
        with open('/proc/%d/stat' % process.pid) as file:
            fields = file.read().rpartition(')')[2].split()
    if process.returncode not in (0, 1):
        sys.exit('%s ended with status %d' % (plumbline, process.returncode))
    rows = int(re.search(r'^(\d+) rows', said, re.M).group(1))
    own, others = (sum(map(int, fields[i:i + 2])) / TICKS for i in (11, 13))
    return rows, took_s, own, others


def main():
    plumbline = sys.argv[1]
    print('%6s %8s %10s %12s %16s %8s' % ('rows', 'wall s', 'runner s', 'adapters s',
                                          'ms a row, side', 'share'))
    for _ in range(RUNS):
        rows, took_s, own_s, others_s = play(plumbline)
        print('%6d %8.1f %10.2f %12.2f %16.3f %7.0f%%' % (
            rows, took_s, own_s, others_s, own_s * 1000 / rows / SIDES,
            own_s * 100 / (own_s + others_s)))
    print('wall s: of a run; runner s, adapters s: of the processor, on one core')


if __name__ == '__main__':
    main()
