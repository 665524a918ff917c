"""Writes manual pages in the mdoc language, so that `mandoc -T lint` has nothing to say."""

import re
import textwrap

MACRO = re.compile(r"^[A-Z][a-z]$|^Brq$|^Bro$|^Brc$")


def escape(text):
    return text.replace("\\", "\\e")


def words(text):
    """Text as arguments of a macro, none of which is taken for a macro."""
    return " ".join("\\&" + word if MACRO.match(word) or len(word) == 1 and word in ".,:;()[]?!|"
                    else word.replace('"', '\\(dq') for word in escape(text).split())


def inline(text):
    """`code`, and the names of functions, in bold."""
    parts = text.split("`")
    for index, part in enumerate(parts):
        part = escape(part)
        parts[index] = ("\\fB%s\\fR" % part if index % 2 else
                        re.sub(r"\b\w+\(\)", r"\\fB\g<0>\\fR", part))
    return "".join(parts)


class Page:
    def __init__(self, name, section, date, what, names=()):
        self.lines = [".Dd %s" % date, ".Dt %s %s" % (name.upper(), section), ".Os",
                      ".Sh NAME"]
        all_names = list(names) or [name]
        self.lines += [".Nm %s%s" % (each, " ," if each != all_names[-1] else "")
                       for each in all_names]
        self.lines.append(".Nd " + words(what))

    def section(self, title):
        self.lines.append(".Sh " + words(title.upper()))

    def part(self, title):
        self.lines.append(".Ss " + words(title))

    def macro(self, line):
        self.lines.append(line)

    def text(self, text, paragraph=True):
        """A paragraph; `code` in it is bold."""
        if paragraph and not self.lines[-1].startswith((".Sh", ".Ss", ".It", ".Pp")):
            self.lines.append(".Pp")
        for sentence in re.split(r"(?<=[.!?:])\s+|(?<=[.!?]\))\s+|(?<=[.!?]['\"`])\s+",
                                 inline(" ".join(text.split()))):
            for line in textwrap.wrap(sentence, 79, break_long_words=False,
                                      break_on_hyphens=False):
                self.lines.append("\\&" + line if line.startswith((".", "'")) else line)

    def code(self, text):
        self.lines.append(".Bd -literal -offset indent")
        for line in textwrap.dedent(text).strip("\n").splitlines():
            line = escape(line.rstrip().expandtabs(8))
            self.lines.append("\\&" + line if line.startswith((".", "'")) or not line else line)
        self.lines.append(".Ed")

    def begin_list(self):
        self.lines.append(".Bl -tag -width Ds")

    def item(self, tag):
        self.lines.append(".It " + words(tag))

    def end_list(self):
        self.lines.append(".El")

    def see_also(self, pages):
        """pages: (name, section) pairs."""
        self.section("SEE ALSO")
        pages = sorted(pages, key=lambda page: (page[1], page[0]))
        for page in pages:
            self.lines.append(".Xr %s %s%s" % (page + (" ," if page != pages[-1] else "",)))

    def write(self, path):
        with open(path, "w", encoding="ascii", errors="backslashreplace") as out:
            out.write("\n".join(self.lines) + "\n")
