#!/usr/bin/env python3
"""Fails where an #include crosses the layers, a header is not as headers are here, or a file of
libpysock outside the system layer asks for the platform.

    libpysock   ref/include, ref/src                    the C library only
    its door    ref/call                                ref/include
    its users   ref/adapter, ref/examples, ref/test     through ref/include; tests also the others
    the runner  conformance/src/*                       nothing of libpysock, nothing of reports;
                                                        a folder, what docs/design.md has above it
    reports     reports                                 on top of the runner
"""
import glob
import os
import re
import sys

# For each directory: the directories whose headers it may include, and the libraries.
LAYERS = {
    "ref/include": (["ref/include"], []),
    "ref/src": (["ref/include", "ref/src"], []),
    "ref/call": (["ref/include", "ref/call"], []),
    "ref/adapter": (["ref/include", "ref/adapter"], ["jansson.h", "idn2.h"]),
    "ref/examples": (["ref/include", "ref/examples"], []),
    "ref/test": (["ref/include", "ref/src", "ref/call", "ref/test"], ["CUnit/"]),
    "ref/python": (["ref/include", "ref/python"], ["Python.h"]),
    "ref/fuzz": (["ref/include", "ref/fuzz"], []),
    "ref/bench": (["ref/include", "ref/bench"], ["gio/", "apr_", "nspr/"]),
    "conformance/test": (["conformance/src", "conformance/test", "conformance/uml", "reports"],
                         ["jansson.h", "uv.h", "libxml/", "CUnit/"]),
    "conformance/uml": (["conformance/uml", "conformance/test"], []),
    "conformance/fuzz": (["conformance/src", "conformance/fuzz", "reports"], ["jansson.h"]),
    "fixtures/uml": ([], []),
    "reports": (["conformance/src", "reports"], ["jansson.h", "libxml/", "uthash.h"]),
}
RUNNER = "conformance/src"
RUNNER_LIBRARIES = ["jansson.h", "uv.h", "libxml/", "uthash.h", "seccomp.h", "libmnl/", "CUnit/"]
# The folders of the runner, the lowest first: each may include those before it.
FOLDERS = ["base", "values", "steps", "tables", "lab", "far", "watch", "adapters", "rows", "sides",
           "baselines", "verdicts", "doctor", "drift", "repro", "search", "commands"]
for folder in FOLDERS:
    LAYERS[RUNNER + "/" + folder] = ([RUNNER + "/" + folder, RUNNER], RUNNER_LIBRARIES)
# Every library that some layer may use; a header of one is no header of the C library.
LIBRARIES = sorted({name for _, names in LAYERS.values() for name in names})
GENERATED = {"c_values.inc", "pysock_constants.inc", "errnos.inc", "page.html.inc", "page.css.inc", "page.js.inc"}
# Of what is compiled for every system only these may ask for which: the system layer.
PORTABLE = "ref/include", "ref/src", "ref/call", "ref/adapter", "ref/examples"
SYSTEM_LAYER = re.compile(r"ref/src/sys\w*\.[ch]|ref/src/(constant|later)_headers\.h|"
                          r"ref/adapter/host_\w+\.c|ref/include/pysock_system\.h")
SYSTEM = re.compile(r"^\s*#\s*(el)?if.*\b_*(WIN32|WIN64|MINGW\w*|CYGWIN|linux|unix|APPLE)\w*")
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def includes(path):
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            match = INCLUDE.match(line)
            if match:
                yield number, match.group(1), match.group(2)


def check_include(layer, quote, name):
    """What is wrong with the include, or None."""
    allowed, libraries = LAYERS[layer]
    generated = name in GENERATED or os.path.basename(name) in GENERATED
    if quote == '"' and not generated:
        if any(os.path.exists(os.path.join(place, name)) for place in allowed):
            return check_order(layer, name)
        return '"%s" is in none of %s' % (name, ", ".join(allowed))
    if quote == "<" and any(name.startswith(library) for library in LIBRARIES):
        if not any(name.startswith(library) for library in libraries):
            return "<%s> is no library of %s" % (name, layer)
    return None


def check_order(layer, name):
    """Within the runner a folder includes lower ones only."""
    own, other = os.path.basename(layer), os.path.dirname(name)
    if os.path.dirname(layer) != RUNNER or not other:
        return None
    if FOLDERS.index(other) < FOLDERS.index(own):
        return None
    return '"%s" stands above %s' % (name, own)


def check_systems(path):
    """Only the system layer of libpysock and its adapter knows a platform."""
    if os.path.dirname(path) not in PORTABLE or SYSTEM_LAYER.fullmatch(path):
        return
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            if SYSTEM.match(line):
                yield "%s:%d: only the system layer asks for the platform" % (path, number)


def check_header(path):
    """A guard of its own, and no name that the system has as well."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    guard = re.search(r"^#ifndef (\w+_H)\n#define (\w+)\n", text, re.M)
    if not guard or guard.group(1) != guard.group(2):
        yield "no include guard"
    name = os.path.basename(path)
    for place in ("/usr/include", "/usr/include/sys"):
        if os.path.exists(os.path.join(place, name)) and not path.startswith("ref/include/"):
            yield "%s has a header of that name" % place


def check(path):
    layer = os.path.dirname(path)
    if layer not in LAYERS:
        yield "%s: %s is no layer" % (path, layer)
        return
    for number, quote, name in includes(path):
        wrong = check_include(layer, quote, name)
        if wrong:
            yield "%s:%d: %s" % (path, number, wrong)
    yield from check_systems(path)
    if path.endswith(".h"):
        for wrong in check_header(path):
            yield "%s: %s" % (path, wrong)


def main():
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))
    paths = sorted(path for top in ("ref", "conformance", "reports", "oracle", "fixtures")
                   for end in ("h", "c") for path in glob.glob(top + "/**/*." + end, recursive=True))
    wrong = [line for path in paths for line in check(path)]
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
