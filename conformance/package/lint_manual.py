#!/usr/bin/env python3
"""Holds every manual page under a directory to mandoc's rules: lint_manual.py DIRECTORY.

mandoc looks for the pages that a page refers to among those of the system alone; here they are
looked for in the directory too.
"""

import glob
import os
import re
import subprocess
import sys


def is_there(directory, line):
    """Whether the line complains of a page that is beside it."""
    match = re.search(r"referenced manual not found: Xr (\S+) (\d)", line)
    return match and os.path.exists(os.path.join(directory, "man" + match.group(2),
                                                 "%s.%s" % match.groups()))


def main(directory):
    pages = [page for page in sorted(glob.glob(directory + "/man*/*.*"))
             if not open(page).read(3) == ".so"]
    said = subprocess.run(["mandoc", "-W", "base", "-T", "lint"] + pages, stdout=subprocess.PIPE,
                          universal_newlines=True).stdout
    wrong = [line for line in said.splitlines() if not is_there(directory, line)]
    print("\n".join(wrong + ["%d pages" % len(pages)]))
    return 1 if wrong or not pages else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
