"""What small changes a C source can suffer: the operators of run.py.

changes_of(text) gives every change as a Change: an operator's name, the edits (spans of the text
with what replaces them), and whether they are in a function's body. The source is read as a row of
tokens, not parsed: a change that no compiler takes is told apart by the compiler. What is said in
texts of errors, and assertions, are left alone.
"""
import collections
import errno
import re

Token = collections.namedtuple("Token", "kind text start end")
Edit = collections.namedtuple("Edit", "start end text")
Change = collections.namedtuple("Change", "operator edits in_code")

TOKEN = re.compile(
    r"(?P<skip>\s+|/\*.*?\*/|//[^\n]*|^[ \t]*\#(?:[^\n\\]|\\.)*)"
    r'|(?P<string>"(?:[^"\\]|\\.)*")'
    r"|(?P<char>'(?:[^'\\]|\\.)*')"
    r"|(?P<number>\.?\d(?:[eEpP][+-]|[\w.])*)"
    r"|(?P<name>[A-Za-z_]\w*)"
    r"|(?P<mark>\.\.\.|<<=|>>=|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|.)",
    re.S | re.M)

KEYWORDS = {"if", "else", "while", "for", "do", "switch", "return", "sizeof", "case", "default",
            "break", "continue", "goto", "static", "const", "struct", "enum", "union"}
OPEN = {"(": ")", "[": "]", "{": "}"}
# What is said to people, rules a case out, or gives memory back, is no behaviour that rows can see.
LEFT_ALONE = {"assert", "_Static_assert", "pysock_raise", "snprintf", "wrong_type", "nul_inside",
              "no_attribute", "free", "freeaddrinfo"}
# These take the name of the function that was called, which is part of a text alone.
SAYS_WHO = {"read_address", "read_socket", "read_unsigned", "pys_as_address", "pys_check_tuple",
            "check_length"}

# A comparison's neighbours: one that no row tells apart from the original is a bound without a row.
COMPARISONS = {"<": ("<=", "!="), "<=": ("<", "=="), ">": (">=", "!="), ">=": (">", "=="),
               "==": ("!=", "<=", ">="), "!=": ("==", "<", ">")}
ARITHMETIC = {"+": "-", "-": "+", "*": "/", "/": "*", "%": "/", "+=": "-=", "-=": "+=", "++": "--",
              "--": "++", "<<": ">>", ">>": "<<", "&": "|", "|": "&", "&=": "|=", "|=": "&="}

# Names of one kind, each of which may stand where another should.
KINDS = [
    "AF_INET AF_INET6 AF_UNIX AF_UNSPEC", "SOCK_STREAM SOCK_DGRAM", "POLLIN POLLOUT",
    "getpeername getsockname", "ask_peer ask_own", "pys_sys_close pys_sys_discard",
    "EAI_NONAME EAI_SERVICE EAI_AGAIN EAI_SYSTEM EAI_ADDRFAMILY EAI_OVERFLOW",
    "PYSOCK_ERROR PYSOCK_TYPE_ERROR PYSOCK_VALUE_ERROR PYSOCK_OVERFLOW_ERROR PYSOCK_MEMORY_ERROR "
    "PYSOCK_HERROR PYSOCK_GAIERROR PYSOCK_TIMEOUT PYSOCK_UNICODE_ERROR PYSOCK_BUFFER_ERROR "
    "PYSOCK_ATTRIBUTE_ERROR",
    "PYSOCK_VALUE_NONE PYSOCK_VALUE_BOOL PYSOCK_VALUE_INT PYSOCK_VALUE_BIG_INT PYSOCK_VALUE_FLOAT "
    "PYSOCK_VALUE_STR PYSOCK_VALUE_BYTES PYSOCK_VALUE_BYTEARRAY PYSOCK_VALUE_MEMORYVIEW "
    "PYSOCK_VALUE_TUPLE PYSOCK_VALUE_LIST PYSOCK_VALUE_INDEX",
    "TIPC_ADDR_NAMESEQ TIPC_ADDR_NAME TIPC_ADDR_ID",
    "TIPC_ZONE_SCOPE TIPC_CLUSTER_SCOPE TIPC_NODE_SCOPE",
    "v1 v2 v3", "type instance", "lower upper", "ref node", "pid groups", "nl_pid nl_groups",
    "flowinfo scope_id", "sin6_flowinfo sin6_scope_id", "family type proto",
    "ai_family ai_socktype ai_protocol ai_flags", "reader writer", "aliaslist ipaddrlist",
    "h_aliases h_addr_list", "PYS_BLOCKING PYS_NEVER", "F_DUPFD_CLOEXEC F_DUPFD",
    "CLOCK_MONOTONIC CLOCK_REALTIME CLOCK_THREAD_CPUTIME_ID", "_IONBF _IOLBF _IOFBF",
    "SEEK_CUR SEEK_END SEEK_SET", "INT_MIN INT_MAX", "kept next", "count room", "size room",
    "pys_pack_inet pys_pack_inet6", "pys_unpack_inet pys_unpack_inet6", "true false",
]
BESIDE = {}
for _kind in KINDS:
    _names = _kind.split()
    for _at, _name in enumerate(_names):
        BESIDE[_name] = [_names[(_at + step) % len(_names)] for step in (1, 2)
                         if _names[(_at + step) % len(_names)] != _name]
ERRNOS = set(errno.errorcode.values())
FLAG = re.compile(r"(SOCK_NONBLOCK|SOCK_CLOEXEC|MSG_\w+|AI_\w+|NI_\w+|O_\w+|POLL\w+)$")
BOUND = re.compile(r"\w*_(MAX|MIN|SIZE)$|BUFSIZ$|\w*LENGTH$|\w*STRLEN$|\w*ADDRSTRLEN$")
NO_SWAP = {"htons", "htonl", "ntohs", "ntohl"}


def tokens_of(text):
    return [Token(match.lastgroup, match.group(), match.start(), match.end())
            for match in TOKEN.finditer(text) if match.lastgroup != "skip"]


class Source:
    """A source's tokens, the brackets that belong together, and which braces are blocks."""

    def __init__(self, text):
        self.text = text
        self.tokens = tokens_of(text)
        self.partner = {}
        self.blocks = set()
        self.inside = []  # for each token the index of the bracket around it, or -1
        self._match()
        self.silent = self._find_silent()

    def _match(self):
        stack = []
        for index, token in enumerate(self.tokens):
            if token.kind == "mark" and token.text in OPEN.values() and stack:
                self.partner[stack[-1]] = index
                self.partner[index] = stack.pop()
            self.inside.append(stack[-1] if stack else -1)
            if token.kind == "mark" and token.text in OPEN:
                if token.text == "{" and self._is_block(index):
                    self.blocks.add(index)
                stack.append(index)

    def _is_block(self, index):
        before = self.tokens[index - 1].text if index else ";"
        if before in ("else", "do", ";", "}", ":"):
            return True
        if before == "{":
            return index - 1 in self.blocks
        if before != ")":
            return False
        called = self.partner[index - 1] - 1
        return self.tokens[called].kind == "name" and self.tokens[called].text != "return"

    def _find_silent(self):
        """The indices within what is left alone; of an error's arguments the class is not."""
        silent = set()
        for index, token in enumerate(self.tokens):
            if token.text in LEFT_ALONE and self.text_at(index + 1) == "(":
                first = index + 2
                if token.text == "pysock_raise":
                    first = self.arguments(index + 1)[1][1]
                silent.update(range(first, self.partner[index + 1]))
            elif token.kind == "string" and self.inside[index] > 0 and \
                    self.text_at(self.inside[index] - 1) in SAYS_WHO:
                silent.add(index)
        return silent

    def text_at(self, index):
        return self.tokens[index].text if 0 <= index < len(self.tokens) else ""

    def span(self, first, last):
        """The text of the tokens from first to last, last included."""
        return self.text[self.tokens[first].start:self.tokens[last].end]

    def replace(self, first, last, text):
        return Edit(self.tokens[first].start, self.tokens[last].end, text)

    def in_code(self, index):
        """Whether the token stands in a function's body."""
        around = self.inside[index]
        while around >= 0:
            if around in self.blocks:
                return True
            around = self.inside[around]
        return False

    def arguments(self, bracket):
        """The parts between the commas of a bracket, each as its first and last token."""
        parts, first, index = [], bracket + 1, bracket + 1
        while index < self.partner[bracket]:
            if self.text_at(index) == ",":
                parts.append((first, index - 1))
                first = index + 1
            index = self.partner[index] + 1 if self.text_at(index) in OPEN else index + 1
        if first <= index - 1:
            parts.append((first, index - 1))
        return parts

    def reach(self, index, step, ends):
        """The furthest token in a direction that belongs to the same expression."""
        at = index + step
        while 0 <= at < len(self.tokens):
            text = self.text_at(at)
            if text in ends or text in (OPEN if step < 0 else OPEN.values()):
                break
            if at in self.partner:
                at = self.partner[at]
            at += step
        return at - step


# --- the operators: each gives the edits of its changes at one token ---------------------------

def is_status(source, index):
    """Whether it is a call's result, not kept in any variable, that is compared with 0."""
    return source.text_at(index - 1) == ")" and source.text_at(index + 1) == "0" and \
        source.tokens[source.partner[index - 1] - 1].kind == "name"


def compare(source, index):
    """A comparison becomes its neighbour."""
    token = source.tokens[index]
    if token.text in COMPARISONS and token.kind == "mark":
        pointer = "NULL" in (source.text_at(index - 1), source.text_at(index + 1)) or \
            source.text_at(index + 1) == "'\\0'"
        for other in COMPARISONS[token.text]:
            if is_status(source, index) and token.text + other in ("<!=", "==>="):
                continue  # such a function gives 0 or -1
            if source.text_at(index - 1) == "rc" and token.text + other in ("<!=", "==>="):
                continue  # rc keeps the result of such a function
            if not pointer or other in ("==", "!="):
                yield [source.replace(index, index, other)]


def calculate(source, index):
    """A calculation becomes another."""
    token = source.tokens[index]
    before = source.tokens[index - 1]
    unary = token.text in "-+*&" and not (before.kind in ("name", "number") or before.text in ")]")
    if token.text in ARITHMETIC and token.kind == "mark" and source.in_code(index) and \
            not unary and before.text not in KEYWORDS:
        yield [source.replace(index, index, ARITHMETIC[token.text])]


def negate(source, index):
    """A sign or a negation goes."""
    token = source.tokens[index]
    unary = source.tokens[index - 1].kind == "mark" and source.text_at(index - 1) not in ")]"
    if token.text in ("!", "~") or (token.text == "-" and unary):
        yield [source.replace(index, index, "")]


CONDITION_ENDS = {";", ",", "?", ":", "=", "return", "&&", "||", "+=", "-="}


def connect(source, index):
    """And becomes or; one side of either goes."""
    token = source.tokens[index]
    if token.text not in ("&&", "||"):
        return
    yield [source.replace(index, index, "||" if token.text == "&&" else "&&")]
    ends = CONDITION_ENDS if token.text == "&&" else CONDITION_ENDS - {"&&"}
    yield [source.replace(source.reach(index, -1, ends), index, "")]
    yield [source.replace(index, source.reach(index, 1, ends), "")]


def decide(source, index):
    """A condition holds always, or never; what it does besides, it still does."""
    first = last = None
    token = source.tokens[index]
    if token.text in ("if", "while") and source.text_at(index + 1) == "(":
        first, last = index + 2, source.partner[index + 1] - 1
    elif token.text == "for" and source.text_at(index + 1) == "(":
        first = source.reach(index + 1, 1, {";"}) + 2
        last = source.reach(first - 1, 1, {";"})
    elif token.text == "?":
        first, last = source.reach(index, -1, CONDITION_ENDS - {"&&", "||"}), index - 1
    if first is None or first > last:
        return
    condition = source.span(first, last)
    yield [source.replace(first, last, "((%s) || 1)" % condition)]
    yield [source.replace(first, last, "((%s) && 0)" % condition)]


def end_of_sizeof(source, index):
    if source.text_at(index + 1) == "(":
        return source.partner[index + 1]
    if source.text_at(index + 1) == "*":
        return index + 2
    return source.reach(index, 1, {",", ";", "+", "-", "*", "/", ":", "<", ">", "?", "==", "!="})


# How much is read or kept at once: nobody sees a byte more or less.
AT_ONCE = {"PIECE_SIZE", "piece_size", "small_size", "BUFSIZ"}
ALLOCATING = {"malloc", "calloc", "realloc", "pys_value_alloc"}
# These write a text, which ends before its room does.
WRITE_TEXT = {"inet_ntop", "getnameinfo", "pys_sys_getnameinfo", "pys_sys_error_text"}


def is_room(source, index):
    """Whether what is counted here is room, which nobody sees to be larger: memory that is asked
    for, the room of a text, or an array whose size is asked nowhere."""
    around = source.inside[index]
    while source.text_at(around) == "(" and source.tokens[around - 1].kind != "name":
        around = source.inside[around]  # a part of a sum
    if around < 1 or source.text_at(index - 1) in ("-", "/", "%"):
        return False
    owner = source.text_at(around - 1)
    if source.text_at(around) == "(":
        return owner in ALLOCATING or (owner in WRITE_TEXT and source.text_at(index) == "sizeof")
    of_type = source.text_at(around - 2)
    declared = source.tokens[around - 2].kind == "name" and of_type not in KEYWORDS or \
        of_type == "*" and source.text_at(around - 4) == "struct"
    return source.text_at(around) == "[" and re.match(r"\w", owner) and declared and \
        not re.search(r"sizeof\W*%s\b" % owner, source.text)


def count(source, index):
    """A number is one more, or one less; so is a bound that has a name, or a size."""
    token = source.tokens[index]
    said = source.text_at(index - 2 if source.text_at(index - 1) == "-" else index - 1)
    if said == "=" and re.search("_ns$|^ns_", source.text_at(index - 2)):
        return  # nobody sees a nanosecond
    if AT_ONCE & {token.text, source.text_at(index - 2) if said == "=" else ""}:
        return
    if token.kind == "number" and said != "return":  # a plain result is for give()
        if re.match(r"[\d.]+e?\d*$", token.text) and not re.match(r"\d+$", token.text):
            yield [source.replace(index, index, token.text + " * 2")]
            yield [source.replace(index, index, token.text + " / 2")]
            return
        yield from by_one(source, index, index)
    elif token.kind == "name" and BOUND.match(token.text) or token.text == "sizeof":
        last = index
        if token.text == "sizeof":
            last = end_of_sizeof(source, index)
        yield from by_one(source, index, last)


def by_one(source, first, last):
    for step in ("-",) if is_room(source, first) else ("+", "-"):
        yield [source.replace(first, last, "(%s %s 1)" % (source.span(first, last), step))]


def is_unnamed(source, index):
    """Whether a text is the shape of a function, in ref/call's tables, that takes no argument by
    its name: nobody can say the names, and what has no letter is taken as with an O."""
    return source.text_at(index + 1) == "," and source.text_at(index + 3) == "," and \
        source.text_at(index + 4) == "false"


def spell(source, index):
    """A character becomes the next; a text loses its first or its last one."""
    token = source.tokens[index]
    if token.kind == "char":
        yield [source.replace(index, index, "(%s + 1)" % token.text)]
    elif token.kind == "string" and len(token.text) > 2 and "\\" not in token.text:
        if not (is_unnamed(source, index) and re.match(r'"\w\w', token.text)):
            yield [source.replace(index, index, '"' + token.text[2:])]
        if not (is_unnamed(source, index) and token.text.endswith(':O"')):
            yield [source.replace(index, index, token.text[:-2] + '"')]
    elif token.kind == "string" and "\\" in token.text:
        parts = re.findall(r"\\.|[^\\]", token.text[1:-1])
        for gone in range(len(parts)):
            left = "".join(parts[:gone] + parts[gone + 1:])
            yield [source.replace(index, index, '"%s"' % left)]


def mistake(source, index):
    """A name becomes another of its kind; an error another error; a flag goes."""
    token = source.tokens[index]
    if token.kind != "name":
        return
    if token.text == "false" and source.text_at(index - 4) in ('""', "NULL"):
        return  # a function without arguments refuses those with names, too; an end has no function
    for other in BESIDE.get(token.text, ()):
        yield [source.replace(index, index, other)]
    if token.text in ERRNOS:
        yield [source.replace(index, index, "EIO" if token.text != "EIO" else "EPERM")]
        yield [source.replace(index, index, "0")]
    if FLAG.match(token.text):
        yield [source.replace(index, index, "0")]
    if token.text in NO_SWAP:
        yield [source.replace(index, index, "")]


def statement_start(source, index):
    """Whether a statement begins with this token."""
    before = source.text_at(index - 1)
    if not source.in_code(index) or source.tokens[index].text in ("{", "}", "else", "case"):
        return False
    if before in (";", "{", "}", "else", "do"):
        return source.inside[index] in source.blocks
    if before == ")":
        return source.text_at(source.partner[index - 1] - 1) in ("if", "while", "for")
    return before == ":" and source.inside[index] in source.blocks


CONTROL = {"if", "while", "for", "do", "switch"}
# What tells a statement that does something from a declaration.
EFFECTS = {"(", "=", "++", "--", "+=", "-=", "&=", "|=", "break", "continue", "goto", "return"}


def omit(source, index):
    """A statement is left out, or the case of a switch."""
    if source.text_at(index) == "case":
        yield [source.replace(index, source.reach(index, 1, {":"}) + 1, "")]
    if not statement_start(source, index) or source.text_at(index) in CONTROL | LEFT_ALONE:
        return
    last = source.reach(index, 1, {";"})
    words = {source.text_at(at) for at in range(index, last + 1)}
    if source.text_at(last + 1) == ";" and words & EFFECTS:
        yield [source.replace(index, last, "")]


# What raises an error gives -1 and nothing else.
RAISES = re.compile(r"(pysock_raise\w*|pys_raise_\w+|pys_no_memory|raise_code|wrong_type|"
                    r"nul_inside|no_attribute)\(")
# What fails for want of memory alone gives 0 in every row.
GIVES_0 = re.compile(r"pys_give\(")


def give(source, index):
    """A function gives another result; what it computes is computed all the same."""
    if source.text_at(index) != "return" or source.text_at(index + 1) == ";":
        return
    last = source.reach(index, 1, {";"})
    result = source.span(index + 1, last)
    literal = re.match(r"-?\w+$", result)
    for other in ("0", "-1"):
        if result != other and not (RAISES if other == "-1" else GIVES_0).match(result):
            yield [source.replace(
                index + 1, last, other if literal else "((void)(%s), %s)" % (result, other))]


def start(source, index):
    """A variable begins with 0."""
    if source.text_at(index) == "=" and source.in_code(index):
        last = source.reach(index, 1, {";", ","})
        if source.span(index + 1, last) not in ("0", "NULL", "{0}", "false") and \
                source.text_at(index + 1) != "{":
            yield [source.replace(index + 1, last, "0")]


def is_call(source, index):
    return source.text_at(index) == "(" and source.tokens[index - 1].kind == "name" and \
        source.text_at(index - 1) not in KEYWORDS and source.in_code(index)


def is_initializer(source, index):
    return source.text_at(index) == "{" and index not in source.blocks


# These do the same with their first two arguments exchanged.
EITHER_WAY = {"calloc", "strcmp", "memcmp"}


def pass_on(source, index):
    """An argument, or a member of an initializer, is 0, or changes places with the next; one that
    is an initializer itself goes."""
    if not (is_call(source, index) or is_initializer(source, index)):
        return
    parts = [part for part in source.arguments(index) if part[1] not in source.silent]
    for at, (first, last) in enumerate(parts):
        text = source.span(first, last)
        if text.startswith("{"):
            yield [source.replace(first, last + 1, "")]
        elif text.startswith("."):
            yield [source.replace(first, min(last + 1, source.partner[index] - 1), "")]
        elif text not in ("0", "NULL", "caller"):
            yield [source.replace(first, last, "0")]
        if at == 0 and source.text_at(index - 1) in EITHER_WAY:
            continue
        if at + 1 < len(parts) and text[0] != "{" and text != source.span(*parts[at + 1]):
            yield [source.replace(first, last, source.span(*parts[at + 1])),
                   source.replace(*(parts[at + 1] + (text,)))]


OPERATORS = [compare, calculate, negate, connect, decide, count, spell, mistake, omit, give, start,
             pass_on]


def changes_of(text):
    """Every change of a source."""
    source = Source(text)
    for index in range(len(source.tokens)):
        if index in source.silent:
            continue
        for operator in OPERATORS:
            for edits in operator(source, index):
                yield Change(operator.__name__, edits, source.in_code(index))


def apply(text, change):
    """The source with the change."""
    for edit in sorted(change.edits, reverse=True):
        text = text[:edit.start] + edit.text + text[edit.end:]
    return text
