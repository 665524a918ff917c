"""Checks that outputs are safe to show: hostile_text_check.py FILE...

Each file must be UTF-8 without control characters (except newline, tab and the return of CRLF),
without invisible characters, and without a line that is a command to a CI system. Escapes in JSON
and HTML may stand for anything, because a terminal never interprets them.
"""
import re
import sys
import unicodedata

ORDER = re.compile(r"^\s*::(error|warning|notice|debug|group|add-mask|stop-commands)", re.M)


def complaints(path):
    with open(path, "rb") as file:
        data = file.read()
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        yield "not UTF-8: %s" % error
        return
    for at, letter in enumerate(text.replace("\r\n", "\n")):
        category = unicodedata.category(letter)
        if letter not in "\n\t" and category in ("Cc", "Cf", "Zl", "Zp", "Cs"):
            yield "U+%04X at %d: %r" % (ord(letter), at, text[max(0, at - 20):at + 20])
            return
    found = ORDER.search(text)
    if found:
        yield "an order: %r" % text[found.start():found.start() + 60]


def main():
    wrong = ["%s: %s" % (path, what) for path in sys.argv[1:] for what in complaints(path)]
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


sys.exit(main())
