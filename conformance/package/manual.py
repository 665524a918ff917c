#!/usr/bin/env python3
"""Writes the manual pages: manual.py PROGRAM DIRECTORY.

Those of the commands come from what PROGRAM says of itself, plumbline-tables(5) and
plumbline-protocol(7) from docs/, and pysock(3) from the headers of libpysock.
"""

import glob
import os
import re
import sys
import time

import headers
import helptext
import markdown
from mdoc import Page

TOP = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")
PAGES = {"tables": (5, "the form of Plumbline's tables"),
         "protocol": (7, "the protocol between Plumbline and an adapter")}


def day_of(*paths):
    """The day of the newest of the files, or that of SOURCE_DATE_EPOCH."""
    moment = os.environ.get("SOURCE_DATE_EPOCH") or max(os.stat(path).st_mtime for path in paths)
    moment = time.gmtime(int(float(moment)))
    return time.strftime("%B ", moment) + time.strftime("%d, %Y", moment).lstrip("0")


def place(directory, name, section):
    os.makedirs(os.path.join(directory, "man%d" % section), exist_ok=True)
    return os.path.join(directory, "man%d" % section, "%s.%d" % (name, section))


# --- commands -------------------------------------------------------------------------------------

def add_usage(page, line):
    """One line of usage: words in brackets are optional, words in capitals are the user's."""
    page.macro(".Nm plumbline")
    page.macro(".Cm " + line.split()[1])
    for part in re.findall(r"\[[^\[\]]*(?:\[[^\[\]]*\][^\[\]]*)?\]|\S+", " ".join(line.split()[2:])):
        if part.startswith("["):
            page.macro(".Op " + " ".join(word_of(word) for word in
                                         part[1:-1].replace("[", "").replace("]", "").split()))
        else:
            page.macro("." + word_of(part))


def word_of(word):
    dots = word.endswith("...")
    word = word[:-3] if dots else word
    if word.startswith("--"):
        return "Fl %s" % word[1:] if word != "--" else "Fl -"
    return ("Ar " if word.isupper() else "Cm ") + word + (" ..." if dots else "")


def add_list(page, items):
    page.begin_list()
    for tag, parts in items:
        page.item(tag)
        for index, part in enumerate(parts):
            if isinstance(part, str):
                page.text(part, paragraph=index > 0)
            else:
                add_list(page, [(inner, [text]) for inner, text in part])
    page.end_list()


def write_command(directory, help_, what, others, date):
    name = "plumbline-" + help_.command
    page = Page(name, 1, date, what)
    page.section("SYNOPSIS")
    for line in help_.usage:
        add_usage(page, line)
    page.section("DESCRIPTION")
    for kind, content in help_.blocks:
        if kind == "text":
            page.text(content)
        else:
            add_list(page, content)
    if help_.status:
        page.section("EXIT STATUS")
        page.text(help_.status)
    page.see_also([(other, section) for other, section in others if other != name])
    page.write(place(directory, name, 1))


def write_main(directory, program, commands, others, date):
    page = Page("plumbline", 1, date, "a conformance suite for the socket module of Python")
    page.section("SYNOPSIS")
    for words in ("Ar command Oo Ar option ... Oc Op Ar argument ...", "Cm help Op Ar command",
                  "Fl -version"):
        page.macro(".Nm")
        page.macro("." + words)
    page.section("DESCRIPTION")
    page.text("Plays the rows of its tables against an implementation of the socket module and "
              "against CPython at the same moment, and compares what the document promises, what "
              "CPython does, and what the implementation does. The commands are:")
    page.begin_list()
    for name, what in commands:
        page.macro(".It Cm " + name)
        page.text(what[0].upper() + what[1:] + ": see")
        page.macro(".Xr plumbline-%s 1 ." % name)
    page.end_list()
    said = helptext.run(program, "--help").split("Exit status: ")[1]
    page.section("EXIT STATUS")
    page.text(said)
    page.section("EXAMPLES")
    page.text("Play everything against another interpreter:")
    page.code("plumbline run python:pypy3")
    page.see_also([page for page in others if page[0] != "plumbline"])
    page.write(place(directory, "plumbline", 1))


def write_adapter(directory, date):
    page = Page("pysock-adapter", 1, date, "plays Plumbline's rows on libpysock")
    page.section("SYNOPSIS")
    page.macro(".Nm")
    page.section("DESCRIPTION")
    page.text("Reads requests from standard input and answers each on standard output, a line of "
              "JSON each. `plumbline run ref` starts it; it takes no options.")
    page.see_also([("plumbline", 1), ("plumbline-protocol", 7), ("pysock", 3)])
    page.write(place(directory, "pysock-adapter", 1))


def write_commands(directory, program):
    commands = helptext.commands_of(program)
    others = [("plumbline", 1)] + [("plumbline-" + name, section)
                                   for name, (section, what) in PAGES.items()]
    date = day_of(*glob.glob(TOP + "/conformance/src/commands/*.c") +
                  glob.glob(TOP + "/reports/*.c"))
    for name, what in commands:
        write_command(directory, helptext.Help(program, name), what, others, date)
    write_adapter(directory, date)
    write_main(directory, program, commands,
               others + [("plumbline-" + name, 1) for name, what in commands], date)


# --- docs/ ----------------------------------------------------------------------------------------

def write_doc(directory, name):
    path = os.path.join(TOP, "docs", name + ".md")
    section, what = PAGES[name]
    with open(path, encoding="utf-8") as source:
        title, _, text = source.read().partition("\n")
    page = Page("plumbline-" + name, section, day_of(path), what)
    markdown.add(page, text)
    page.see_also([("plumbline", 1), ("plumbline-doctor", 1), ("plumbline-run", 1)])
    page.write(place(directory, "plumbline-" + name, section))


# --- libpysock ------------------------------------------------------------------------------------

def add_comment(page, comment):
    for block in re.split(r"\n\s*\n", comment):
        if block.startswith("    "):
            page.code(block)
        else:
            page.text(block)


def add_declarations(page, functions):
    for returned, name, arguments in functions:
        page.macro(".Ft %s" % returned)
        page.macro(".Fo %s" % name)
        for argument in arguments:
            page.macro('.Fa "%s"' % argument)
        page.macro(".Fc")


def write_header(directory, path, families):
    name = os.path.basename(path)[:-2]
    header = headers.Header(path)
    functions = header.functions()
    about = header.about.split(": a part of pysock.h")[0] if "a part of" in header.about else \
        "the socket module of Python in C" if name == "pysock" else "calls by name, for embedding"
    about = " ".join(about.split()).rstrip(".")
    page = Page(name, 3, day_of(path), about[0].lower() + about[1:],
                [name] + [function for returned, function, arguments in functions
                          if function not in families])
    page.section("LIBRARY")
    page.text("libpysock (libpysock, -lpysock%s)" % ("-call" if name == "pysock_call" else ""))
    page.section("SYNOPSIS")
    page.macro(".In %s" % os.path.basename(path if name == "pysock_call" else "pysock.h"))
    add_declarations(page, functions)
    page.section("DESCRIPTION")
    if "a part of pysock.h" not in header.about:
        add_comment(page, header.about)
    for comment, code in header.entries:
        if code.strip():
            page.code(code)
        if comment:
            add_comment(page, comment)
    page.see_also([(other, 3) for other in families if other != name] + [("plumbline", 1)])
    page.write(place(directory, name, 3))
    for function in {function for returned, function, arguments in functions} - set(families):
        with open(place(directory, function, 3), "w") as link:
            link.write(".so man3/%s.3\n" % name)


def write_library(directory):
    paths = sorted(glob.glob(TOP + "/ref/include/*.h"))
    for path in paths:
        write_header(directory, path, [os.path.basename(other)[:-2] for other in paths])


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    write_commands(sys.argv[2], sys.argv[1])
    for doc in PAGES:
        write_doc(sys.argv[2], doc)
    write_library(sys.argv[2])
