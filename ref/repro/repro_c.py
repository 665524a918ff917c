#!/usr/bin/env python3
"""Writes rows as programs of C over pysock.h, each of which stands alone.

    plumbline export --filter recv/eof/inet/timeout | repro_c.py >row.c
    plumbline export | repro_c.py --into DIRECTORY

The rows come from the document that `plumbline export` writes. The program exits with status 0
where libpysock does what the document promises, and with 1, saying what was promised and what came
instead, where it does not. With --into each row has a file there, its id's slashes as commas, and
rows that cannot be said in C are named on standard error with the reason.

Exit status: 0 written; 2 wrong use, or a row that cannot be said; 4 the file could not be written.
"""
import argparse
import json
import os
import sys

import c_names
import program
from expression import Unsayable

USAGE, UNWRITTEN = 2, 4


class Failure(Exception):
    """What ends the command: its status, and the reason."""

    def __init__(self, status, reason):
        super().__init__(reason)
        self.status = status


def load(file):
    """The rows of an export."""
    try:
        rows = json.load(file)["rows"]
    except (ValueError, KeyError, TypeError) as error:
        raise Failure(USAGE, "%s is no export of plumbline: %s" % (file.name, error))
    if not rows:
        raise Failure(USAGE, "%s has no row" % file.name)
    return rows


def write_one(row, c_values):
    try:
        text = program.program_of(row, c_values)
    except Unsayable as reason:
        raise Failure(USAGE, "%s cannot be said in C: %s" % (row["id"], reason))
    sys.stdout.write(text)
    sys.stdout.flush()


def write_all(rows, c_values, directory):
    os.makedirs(directory, exist_ok=True)
    for row in rows:
        try:
            text = program.program_of(row, c_values)
        except Unsayable as reason:
            print("%s: %s" % (row["id"], reason), file=sys.stderr)
            continue
        with open(os.path.join(directory, row["id"].replace("/", ",") + ".c"), "w") as file:
            file.write(text)


def write(options):
    rows = load(options.export)
    if len(rows) > 1 and not options.into:
        raise Failure(USAGE, "%d rows want --into DIRECTORY" % len(rows))
    c_values = c_names.values_of(c_names.names_in(rows), options.cc.split())
    try:
        if options.into:
            write_all(rows, c_values, options.into)
        else:
            write_one(rows[0], c_values)
    except OSError as error:
        raise Failure(UNWRITTEN, "%s: %s" % (error.filename or "standard output", error.strerror))


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("export", nargs="?", default="-", type=argparse.FileType(),
                        help="what plumbline export wrote (standard input)")
    parser.add_argument("--into", metavar="DIRECTORY", help="where each row has a file")
    parser.add_argument("--cc", default=os.environ.get("CC", "cc"),
                        help="the compiler that knows the numbers of C's names (%(default)s)")
    options = parser.parse_args()
    try:
        write(options)
    except Failure as failure:
        print("repro_c.py: %s" % failure, file=sys.stderr)
        os._exit(failure.status)  # without the complaint of a standard output that is full


if __name__ == "__main__":
    main()
