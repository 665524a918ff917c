"""The public headers of libpysock, taken apart: comments, and the declarations that they are of."""

import re


class Header:
    """`about`: the comment at the head; `entries`: (comment, declarations) in their order."""

    def __init__(self, path):
        with open(path, encoding="utf-8") as source:
            text = source.read()
        text = re.sub(r"^#(?:.*\\\n)*.*\n", "", text, flags=re.M)
        text = re.sub(r"\s*__attribute__\(\(.*?\)\)\s*;", ";", text, flags=re.S)
        text = re.sub(r'^extern "C" \{\n|^}\n', "", text, flags=re.M)
        parts = re.split(r"(?m)^/\*(.*?)\*/\n", text, flags=re.S)
        comments = [clean(part) for part in parts[1::2]]
        self.about, self.entries = comments[0], []
        for comment, code in zip(comments[1:], [part.strip("\n") for part in parts[4::2]]):
            if not comment.startswith("---"):
                self.entries.append((comment, code))
        # What follows the comment at the head without one of its own.
        first = parts[2].strip("\n")
        if first.strip():
            self.entries.insert(0, ("", first))

    def functions(self):
        """(returned, name, arguments) of each function."""
        code = "\n".join(code for comment, code in self.entries)
        found = re.findall(r"^((?:const )?(?:struct |enum |unsigned )?[a-z_]\w*(?: long)? \*{0,2})"
                           r"(pysock_\w+)\(((?:[^;{}])*?)\);",
                           re.sub(r"/\*.*?\*/", "", code, flags=re.S), re.M)
        return [(kind.strip(), name, arguments_of(rest)) for kind, name, rest in found]


def arguments_of(text):
    """Split at commas outside of parentheses."""
    arguments, depth, start = [], 0, 0
    text = " ".join(text.split())
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == "," and depth == 0:
            arguments.append(text[start:at].strip())
            start = at + 1
    return arguments + [text[start:].strip()]


def clean(comment):
    return re.sub(r"(?m)^ ?\*? ?", "", comment).strip("\n ")
