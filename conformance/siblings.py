#!/usr/bin/env python3
"""Lists what no row does: siblings.py [--all] EXPORT [LEFT_OUT]

EXPORT is what `plumbline export` wrote. Every step of a row that calls a method of a socket is a
combination of six: the call, the socket's family, its type, its mode, the state of its connection,
and the flags. For each call this looks at every pair of two of these (family and type count as one,
the kind of socket), and names the pairs that no row has. LEFT_OUT, docs/siblings.json, has patterns
of pairs that are left out, each with a reason; a pattern that leaves out nothing is an error too.
With --all the pairs that are left out are named as well.
"""
import argparse
import collections
import fnmatch
import itertools
import json
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
RECEIVE = ["recv", "recvfrom", "recv_into", "recvfrom_into", "recvmsg", "recvmsg_into"]
SEND = ["send", "sendall", "sendto", "sendmsg"]
OTHER = ["accept", "connect", "connect_ex", "bind", "listen", "shutdown", "close", "getsockname",
         "getpeername", "detach", "dup", "makefile", "sendfile"]
KINDS = ["inet stream", "inet6 stream", "unix stream", "unix seqpacket", "inet dgram",
         "inet6 dgram", "unix dgram"]
MODES = ["blocking", "timeout", "nonblocking"]
STATES = ["new", "bound", "listening", "connected", "shut-read", "shut-write", "shut-both",
          "far-shut", "far-closed", "closed"]
FLAGS = ["none", "MSG_PEEK", "MSG_WAITALL", "MSG_DONTWAIT", "MSG_TRUNC", "MSG_OOB", "MSG_NOSIGNAL",
         "MSG_MORE", "MSG_DONTWAIT|MSG_PEEK", "MSG_PEEK|MSG_WAITALL", "MSG_DONTWAIT|MSG_WAITALL",
         "MSG_PEEK|MSG_TRUNC", "MSG_DONTWAIT|MSG_NOSIGNAL"]
DIMENSIONS = collections.OrderedDict(kind=KINDS, mode=MODES, state=STATES, flag=FLAGS)


class Socket:
    def __init__(self, family, kind, state="new"):
        self.kind = "%s %s" % (family, kind)
        self.mode, self.state, self.far = "blocking", state, None

    def shut(self, how):
        name = {"SHUT_RD": "read", "SHUT_WR": "write", "SHUT_RDWR": "both"}.get(how, "both")
        both = {self.state, name} in ({"shut-read", "write"}, {"shut-write", "read"})
        self.state = "shut-both" if both else "shut-" + name
        if self.far and name != "read":
            self.far.state = "far-shut" if self.far.state == "connected" else self.far.state

    def close(self):
        self.state = "closed"
        if self.far and self.far.state in ("connected", "far-shut"):
            self.far.state = "far-closed"


def constant(value, prefix, otherwise):
    """The constant of a value that has this prefix, without it and in lower case."""
    name = value.get("const", "") if isinstance(value, dict) else ""
    return name[len(prefix):].lower() if name.startswith(prefix) else otherwise


def flags_of(arguments):
    for value in arguments:
        names = [value.get("const")] if isinstance(value, dict) and "const" in value else []
        names = value["flags"] if isinstance(value, dict) and "flags" in value else names
        names = [name for name in names if isinstance(name, str) and name.startswith("MSG_")]
        if names:
            return "|".join(sorted(names))
    return "none"


def method_of(call):
    """The call that a step makes: raised(s.shutdown, ...) of the helpers is s.shutdown(...)."""
    if call and call[0] == "raised" and isinstance(call[1], dict) and "var" in call[1]:
        return [call[1]["var"]] + call[2:]
    return call


class Row:
    """Follows the sockets of a row through its steps, and keeps the combinations."""

    def __init__(self, found):
        self.found, self.sockets, self.threads = found, {}, {}

    def play(self, step):
        if "peer" in step:
            self.play_peer(step)
        if "join" in step:
            step = dict(self.threads.get(step["join"], {}), **step)
        call = method_of(step.get("call"))
        if not call:
            return
        if "in" in step and "join" not in step:
            self.threads[step["in"]] = step
        names = step.get("as", [])
        names = names if isinstance(names, list) else [names]
        variable, _, method = call[0].partition(".")
        keywords = step.get("with", {})
        if not method:
            self.make(call, keywords, names)
        elif variable in self.sockets and "join" not in step:
            self.note(self.sockets[variable], method, call[1:], keywords)
        may_fail = "raises" in step or step["call"][0] == "raised"
        if variable in self.sockets and not may_fail:
            self.move(self.sockets[variable], method, call[1:], names)

    def note(self, made, method, arguments, keywords):
        flag = flags_of(arguments + list(keywords.values()))
        self.found[method].add((made.kind, made.mode, made.state, flag))

    def make(self, call, keywords, names):
        arguments = call[1:] + [None] * 2
        if call[0] == "socketpair" and len(names) == 2:
            family = constant(arguments[0], "AF_", "unix")
            pair = [Socket(family, constant(arguments[1], "SOCK_", "stream"), "connected")
                    for _ in names]
            pair[0].far, pair[1].far = pair[1], pair[0]
            self.sockets.update(zip(names, pair))
        elif call[0] in ("socket", "fromfd") and len(names) == 1:
            arguments = arguments[call[0] == "fromfd":] + [None]
            family = constant(keywords.get("family", arguments[0]), "AF_", "inet")
            kind = constant(keywords.get("type", arguments[1]), "SOCK_", "stream")
            self.sockets[names[0]] = Socket(family, kind)
        elif call[0] == "create_connection" and len(names) == 1:
            self.sockets[names[0]] = Socket("inet", "stream", "connected")

    def move(self, made, method, arguments, names):
        first = arguments[0] if arguments else None
        if method == "settimeout":
            made.mode = "blocking" if first is None else "timeout" if first else "nonblocking"
        elif method == "setblocking":
            made.mode = "blocking" if first else "nonblocking"
        elif method == "bind" and made.state == "new":
            made.state = "bound"
        elif method == "listen":
            made.state = "listening"
        elif method in ("connect", "connect_ex"):
            made.state = "connected"
        elif method == "accept" and names:
            self.accept(made, names[0])
        elif method == "shutdown":
            made.shut(first.get("const") if isinstance(first, dict) else None)
        elif method in ("close", "detach"):
            made.close()

    def accept(self, listener, name):
        made = Socket(*listener.kind.split(" "), state="connected")
        for other in self.sockets.values():
            if other.state == "connected" and other.kind == made.kind and other.far is None:
                made.far, other.far = other, made
        self.sockets[name] = made

    def play_peer(self, step):
        verb, state = step["peer"][0], None
        if verb in ("close", "reset"):
            state = "far-closed"
        elif verb == "shutdown" and step["peer"][2] != "read":
            state = "far-shut"
        for made in self.sockets.values():
            if state and made.state == "connected" and made.far is None:
                made.state = state


def find(rows):
    found = collections.defaultdict(set)
    for row in rows:
        play = Row(found)
        for step in row["steps"]:
            play.play(step)
    return found


def pairs(found):
    """Every pair of the universe, as text, and whether a row has it."""
    for call in RECEIVE + SEND + OTHER:
        flagged = call in RECEIVE + SEND
        names = [name for name in DIMENSIONS if flagged or name != "flag"]
        for one, two in itertools.combinations(names, 2):
            a, b = list(DIMENSIONS).index(one), list(DIMENSIONS).index(two)
            have = {(each[a], each[b]) for each in found[call]}
            for values in itertools.product(DIMENSIONS[one], DIMENSIONS[two]):
                yield "%s: %s, %s" % ((call,) + values), values in have


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("export")
    parser.add_argument("left_out", nargs="?",
                        default=os.path.join(HERE, "..", "docs", "siblings.json"))
    parser.add_argument("--all", action="store_true")
    options = parser.parse_args()
    with open(options.export, encoding="utf-8") as file:
        rows = json.load(file)["rows"]
    with open(options.left_out, encoding="utf-8") as file:
        left_out = json.load(file)["left_out"]
    counts, used, missing = collections.Counter(), set(), []
    for pair, is_there in pairs(find(rows)):
        reason = next(((pattern, entry["why"]) for entry in left_out
                       for pattern in entry["pairs"] if fnmatch.fnmatchcase(pair, pattern)), None)
        counts["covered" if is_there else "missing" if reason is None else "left out"] += 1
        if is_there:
            continue
        if reason is None:
            missing.append(pair)
        else:
            used.add(reason[0])
            if options.all:
                print("%s  # %s" % (pair, reason[1]))
    print("\n".join(missing + ["%d pairs: %d in rows, %d left out, %d missing" % (
        sum(counts.values()), counts["covered"], counts["left out"], counts["missing"])]))
    idle = [pattern for entry in left_out for pattern in entry["pairs"] if pattern not in used]
    for pattern in idle:
        print("leaves out nothing: %s" % pattern, file=sys.stderr)
    return 1 if missing or idle else 0


if __name__ == "__main__":
    sys.exit(main())
