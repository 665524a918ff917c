#!/usr/bin/env python3
"""Compares the runner's constants and errors of Windows with mingw-w64's headers.

Usage: windows_values.py VALUES COMPILER, where VALUES is windows_values.inc. The compiler checks
each value; a name that the tables ask of the C headers must not be missing. Silent when all is
well.
"""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

HEADERS = "winsock2.h", "ws2tcpip.h", "mstcpip.h", "errno.h"
# Values of the module itself where the headers have none, and of options that mingw-w64's lack: by
# Microsoft's documentation.
DEFAULTS = {"INADDR_UNSPEC_GROUP": 0xe0000000, "INADDR_ALLHOSTS_GROUP": 0xe0000001,
            "INADDR_MAX_LOCAL_GROUP": 0xe00000ff, "IPPORT_USERRESERVED": 5000,
            "SOL_IP": 0, "SOL_TCP": 6, "SOL_UDP": 17,
            "TCP_KEEPIDLE": 3, "TCP_FASTOPEN": 15, "TCP_KEEPCNT": 16, "TCP_KEEPINTVL": 17}
# Names that Windows has otherwise, and errors of POSIX for which Winsock has another.
SPELLINGS = {"SHUT_RD": "SD_RECEIVE", "SHUT_WR": "SD_SEND", "SHUT_RDWR": "SD_BOTH",
             "EAGAIN": "WSAEWOULDBLOCK", "EBADF": "WSAENOTSOCK", "EINPROGRESS": "WSAEWOULDBLOCK"}
# Python leaves these out, and all SIO_ codes but the three that are listed.
LEFT_OUT = re.compile("AF_UNIX|SIO_")
# Of these Python takes C's number although Winsock has one of its own.
OF_C = {"EINTR", "EACCES", "EFAULT", "EINVAL", "EMFILE"}


def program(lines):
    return "".join("#include <%s>\n" % header for header in HEADERS) + "\n".join(lines) + "\n"


def compile_with(compiler, arguments, text):
    """What the compiler writes on standard output, and what it complains of."""
    with tempfile.NamedTemporaryFile("w", suffix=".c") as source:
        source.write(text)
        source.flush()
        done = subprocess.run(compiler + ["-D_WIN32_WINNT=0x0A00", *arguments, source.name],
                              stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              universal_newlines=True, check=False)
    return done.stdout, done.stderr


def is_error(name):
    return name.startswith("E") and "_" not in name


def expression(name, macros):
    """What C calls the value that Python has by that name on Windows."""
    if name in SPELLINGS:
        return SPELLINGS[name]
    if is_error(name) and name not in OF_C and "WSA" + name in macros:
        return "WSA" + name
    return str(DEFAULTS[name]) if name in DEFAULTS and name not in macros else name


def asked(value):
    """The names that a table asks of the C headers, within a value of its; on an axis by itself."""
    if isinstance(value, dict):
        for key, item in value.items():
            if key in ("c", "c-or-absent", "errno", item) and isinstance(item, str):
                yield item
            else:
                yield from asked(item)
    elif isinstance(value, list):
        for item in value:
            yield from asked(item)


def names_of_tables():
    here = os.path.dirname(os.path.abspath(__file__))
    for path in glob.glob(os.path.join(here, "..", "tables", "*.json")):
        with open(path, encoding="utf-8") as file:
            yield from asked(json.load(file))


def main(path, *compiler):
    with open(path, encoding="utf-8") as file:
        values = re.findall(r'^\{"(\w+)", (-?\d+)\},$', file.read(), re.M)
    defined, _ = compile_with(list(compiler), ["-E", "-dM"], program([]))
    macros = {line.split()[1] for line in defined.splitlines() if len(line.split()) > 2}
    check = '_Static_assert((long long)(%s) == %sLL, "%s");'
    checks = [check % (expression(name, macros), value, name) for name, value in values]
    _, wrong = compile_with(list(compiler), ["-fsyntax-only", "-fmax-errors=0"], program(checks))
    wrong = [line.split("error: ")[1] for line in wrong.splitlines() if "error: " in line]
    listed = {name for name, _ in values}
    missing = set(names_of_tables()) & macros - listed
    wrong += ["%s is not listed" % name for name in sorted(missing) if not LEFT_OUT.match(name)]
    if not values:
        wrong.append("no values")
    for line in wrong:
        print("%s: %s" % (path, line), file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
