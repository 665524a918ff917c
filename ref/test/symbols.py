#!/usr/bin/env python3
"""Fails where the headers, the list of exported symbols and the shared library differ.

Usage: symbols.py LIBRARY. The headers are those of libpysock, without the calling door's.
"""
import glob
import os
import re
import subprocess
import sys

REF = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")


def declared():
    names = set()
    for path in glob.glob(os.path.join(REF, "include", "*.h")):
        if os.path.basename(path) != "pysock_call.h":
            with open(path, encoding="utf-8") as file:
                text = re.sub(r"/\*.*?\*/", "", file.read(), flags=re.S)
            # What one system alone has is not exported on the others.
            alone = r"^#ifdef PYSOCK_HAS_(?:IOCTL|SHARE|WRITE_FD)$.*?^#endif$"
            text = re.sub(alone, "", text, flags=re.S | re.M)
            names.update(re.findall(r"\b(pysock_\w+)\(", text))
    return names


def listed():
    with open(os.path.join(REF, "libpysock.map"), encoding="utf-8") as file:
        return set(re.findall(r"^\t(\w+);$", file.read(), re.M))


def exported(library):
    said = subprocess.check_output(["nm", "-D", "--defined-only", library]).decode()
    names = [line.split()[-1] for line in said.splitlines() if " A " not in line]
    return {name.split("@@")[0] for name in names}


def main():
    library, wrong = exported(sys.argv[1]), False
    for title, names in ("the headers", declared()), ("libpysock.map", listed()):
        for name in sorted(names ^ library):
            print("%s: in %s" % (name, title if name in names else "the library") + " alone",
                  file=sys.stderr)
            wrong = True
    return wrong


if __name__ == "__main__":
    sys.exit(main())
