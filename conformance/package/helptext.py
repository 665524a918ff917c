"""What `plumbline COMMAND --help` and `--list-options` say, taken apart."""

import re
import subprocess


class Help:
    """One command's help: `usage` lines, `blocks` of ("text", str), ("list", [(tag, parts)]) and
    ("code", str), and `status`, what is said of its exit status."""

    def __init__(self, program, command):
        self.command = command
        text = run(program, command, "--help")
        head, _, rest = text.partition("\n\n")
        # A usage line that was wrapped goes on without the program's name.
        self.usage = ["plumbline" + usage for usage in
                      " ".join(head.replace("usage:", "", 1).split()).split("plumbline")[1:]]
        self.blocks, self.status = [], ""
        for block in rest.strip("\n").split("\n\n"):
            self.add(block)
        self.options = [Option(line, self.described()) for line in
                        run(program, command, "--list-options").splitlines()]

    def add(self, block):
        if block.startswith("Exit status:"):
            self.status = " ".join(block.split())[len("Exit status: "):]
            return
        lines, plain = block.splitlines(), []
        while lines and not lines[0].startswith(" "):
            plain.append(lines.pop(0))
        if plain:
            self.blocks.append(("text", " ".join(plain)))
        if lines:
            self.blocks.append(("list", list(items_of(lines))))

    def described(self):
        """The first sentence of each option's description, by its name."""
        found = {}
        for kind, content in self.blocks:
            for tag, parts in content if kind == "list" else ():
                match = re.search(r"--[\w-]+", tag)
                if match:
                    text = parts[0] if parts and isinstance(parts[0], str) else ""
                    found[match.group()] = tag, re.split(r"[;:(]", text)[0].strip()
        return found


class Option:
    def __init__(self, line, described):
        self.name, kind, words = line.split("\t")
        self.is_flag, self.words = kind == "flag", words.split()
        tag, self.what = described.get(self.name, ("", ""))
        self.is_path = bool(re.search(r" (FILE|DIR|PATH)\b", tag))


def items_of(lines):
    """Yields (tag, parts): a part is a text, or a list of (tag, text) of its own."""
    tag, parts = None, []
    for line in lines:
        start = re.match(r"  (-\w, --[\w-]+|--[\w-]+(?: [A-Z][A-Z/=]*)?|\S.*?)(?: +(\S.*)| {2,}(\S.*))?$"
                         if line.startswith("  -") else r"  (\S.*?)(?: {2,}(\S.*))?$", line)
        if start:
            if tag is not None:
                yield tag, parts
            tag, text = start.group(1), start.group(2)
            parts = [text] if text else []
            continue
        inner = re.match(r" +(\S+)(?: {2,})(\S.*)$", line)
        if inner:
            if not parts or isinstance(parts[-1], str):
                parts.append([])
            parts[-1].append(inner.groups())
        elif parts and isinstance(parts[-1], str):
            parts[-1] += " " + line.strip()
        elif parts:
            before = parts[-1].pop()
            parts[-1].append((before[0], before[1] + " " + line.strip()))
        else:
            parts.append(line.strip())
    yield tag, parts


def run(program, *arguments):
    return subprocess.run([program] + list(arguments), stdout=subprocess.PIPE, check=True,
                          universal_newlines=True).stdout


def commands_of(program):
    """(name, what it does) of each command, in the order of the help."""
    return re.findall(r"^  (\w+) +(\S.*)$", run(program, "--help"), re.M)
