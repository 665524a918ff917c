#!/usr/bin/env python3
"""Fails where README.md or a page of docs/ has a link, a command or code that is wrong.

    python3 .ci/readme.py PLUMBLINE

Links must lead to files and headings that exist, `make GOAL` to a goal, and `build/plumbline`
must have the command and its options. The README's program in C must be the example of ref/examples,
and its Python must compile.
"""
import glob
import os
import re
import subprocess
import sys

EXAMPLE = "ref/examples/echo_client.c"
HELPS = {}


def read(path):
    """The text of a file."""
    with open(path, encoding="utf-8") as file:
        return file.read()


def anchor(heading):
    """As GitHub and GitLab make it of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower().replace("`", "")).strip().replace(" ", "-")


def links(path, text):
    """Complaints about links to files of the project."""
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, part = target.partition("#")
        where = os.path.normpath(os.path.join(os.path.dirname(path), file)) if file else path
        if not os.path.exists(where):
            yield "the link %s leads nowhere" % target
        elif part and part not in {anchor(head) for head in
                                   re.findall(r"^#+ (.*)$", read(where), re.M)}:
            yield "%s has no heading for %s" % (where, target)


def goals():
    """The goals of all makefiles, with those that are made of a file's name left out."""
    found = set()
    for path in ["GNUmakefile"] + glob.glob("*/*.mk") + glob.glob("*/*/*.mk"):
        for line in re.findall(r"^(?:\.PHONY: )?([a-z][\w ./$()-]*):(?!=)|^\.PHONY: (.*)$",
                               read(path), re.M):
            found.update(" ".join(line).split())
    return found


def help_of(program, command):
    """The help of the command; None if there is no such command."""
    if command not in HELPS:
        done = subprocess.run([program, command, "--help"], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, universal_newlines=True)
        HELPS[command] = done.stdout if done.returncode == 0 else None
    return HELPS[command]


def code(text):
    """Each line of code, and each piece of code within a line."""
    for line in text.split("\n"):
        if line.startswith("    "):
            yield line.split(" #")[0]
        else:
            yield from re.findall(r"`([^`]+)`", line)


def commands(program, text, known):
    """Complaints about commands."""
    for line in code(text):
        for word in re.findall(r"(?:^|\s)make (?:-\S+ \w+ )?([a-z][a-z-]+)\b(?!/)", line):
            if word not in known:
                yield "`%s`: make has no goal %s" % (line.strip(), word)
        if re.search(r"\bmake\b", line):
            continue
        found = re.search(r"(?:^|\s|build/)plumbline ([a-z]+)\b([^|;&]*)", line)
        if not found:
            continue
        said = help_of(program, found.group(1))
        if said is None:
            yield "`%s`: there is no such command" % line.strip()
            continue
        for option in re.findall(r"(?:^|\s)(--[a-z][a-z-]*)", found.group(2)):
            if not re.search(r"%s\b" % re.escape(option), said):
                yield "`%s`: there is no option %s" % (line.strip(), option)


def blocks(text):
    """The indented blocks, without their indentation."""
    for block in re.findall(r"(?:^    .*\n|^\n)+", text, re.M):
        yield re.sub(r"(?m)^    ", "", block).strip("\n") + "\n"


def programs(text):
    """Complaints about the programs of the README."""
    if read(EXAMPLE) not in list(blocks(text)):
        yield "no block is %s as it is" % EXAMPLE
    pythons = [block for block in blocks(text) if block.startswith("import ")]
    if not pythons:
        yield "there is no program in Python"
    for block in pythons:
        try:
            compile(block, "README.md", "exec")
        except SyntaxError as error:
            yield "its Python: %s" % error


def main(program):
    """Every page."""
    known, wrong = goals(), []
    for path in ["README.md", "CONTRIBUTING.md"] + sorted(glob.glob("docs/*.md")):
        text = read(path)
        found = list(links(path, text)) + list(commands(program, text, known))
        if path == "README.md":
            found += programs(text)
        wrong += ["%s: %s" % (path, what) for what in found]
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
