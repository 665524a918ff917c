#!/usr/bin/env python3
"""Tests siblings.py: siblings_test.py PLUMBLINE, whose rows must have no pair missing."""
import contextlib
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest
from unittest import mock

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), ".."))

import siblings  # noqa: E402

PLUMBLINE = sys.argv.pop(1)
STREAM = {"const": "SOCK_STREAM"}


def found(*steps):
    """The combinations that a row of these steps has of recv()."""
    return siblings.find([{"steps": list(steps)}])["recv"]


def run(rows, left_out, *options):
    """What siblings.py says of rows: its exit status, output and errors."""
    out, err = io.StringIO(), io.StringIO()
    with tempfile.TemporaryDirectory() as place:
        paths = [os.path.join(place, name) for name in ("export", "left_out")]
        for path, content in zip(paths, ({"rows": rows}, {"left_out": left_out})):
            with open(path, "w") as file:
                json.dump(content, file)
        with mock.patch("sys.argv", ["siblings.py"] + list(options) + paths), \
                contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            status = siblings.main()
    return status, out.getvalue().splitlines(), err.getvalue().splitlines()


class Following(unittest.TestCase):
    """The kind, the mode and the state of a socket at each step."""

    pair = {"call": ["socketpair"], "as": ["a", "b"]}
    receive = {"call": ["a.recv", 1]}

    def test_pair(self):
        self.assertEqual(found(self.pair, self.receive),
                         {("unix stream", "blocking", "connected", "none")})

    def test_flags(self):
        flags = {"flags": ["MSG_PEEK", "MSG_DONTWAIT"]}
        self.assertEqual(found(self.pair, {"call": ["a.recv", 1, flags]}),
                         {("unix stream", "blocking", "connected", "MSG_DONTWAIT|MSG_PEEK")})
        named = {"call": ["a.recv", 1], "with": {"flags": {"const": "MSG_PEEK"}}}
        self.assertEqual(found(self.pair, named),
                         {("unix stream", "blocking", "connected", "MSG_PEEK")})

    def test_modes(self):
        for call, mode in ((["a.settimeout", 5.0], "timeout"), (["a.settimeout", 0], "nonblocking"),
                           (["a.settimeout", None], "blocking"),
                           (["a.setblocking", False], "nonblocking")):
            self.assertEqual({each[1] for each in found(self.pair, {"call": call}, self.receive)},
                             {mode})

    def test_states(self):
        for steps, state in (
                ([["a.shutdown", {"const": "SHUT_RD"}]], "shut-read"),
                ([["a.shutdown", {"const": "SHUT_RD"}], ["a.shutdown", {"const": "SHUT_WR"}]],
                 "shut-both"),
                ([["b.shutdown", {"const": "SHUT_WR"}]], "far-shut"), ([["b.close"]], "far-closed"),
                ([["b.shutdown", {"const": "SHUT_RD"}]], "connected"), ([["a.close"]], "closed")):
            calls = [{"call": call} for call in steps]
            self.assertEqual({each[2] for each in found(self.pair, *(calls + [self.receive]))},
                             {state})

    def test_accepted(self):
        """Who was accepted and who connected are each other's far end."""
        steps = [{"call": ["socket", {"const": "AF_INET6"}, STREAM], "as": name} for name in "lc"]
        steps += [{"call": ["l.listen", 1]}, {"call": ["c.connect", 0]},
                  {"call": ["l.accept"], "as": ["a", "x"]}, {"call": ["c.close"]}, self.receive]
        self.assertEqual(found(*steps), {("inet6 stream", "blocking", "far-closed", "none")})

    def test_peer(self):
        """A far end that is the runner's."""
        steps = [{"call": ["socket"], "as": "a"}, {"call": ["a.connect", 0]},
                 {"peer": ["close", "q"]}, self.receive]
        self.assertEqual(found(*steps), {("inet stream", "blocking", "far-closed", "none")})

    def test_failure_moves_nothing(self):
        """A call that fails, or may fail, leaves the state."""
        for call in ({"call": ["a.shutdown", {"const": "SHUT_RD"}], "raises": "error"},
                     {"call": ["raised", {"var": "a.shutdown"}, {"const": "SHUT_RD"}]}):
            self.assertEqual({each[2] for each in found(self.pair, call, self.receive)},
                             {"connected"})

    def test_raised(self):
        """What a helper calls was called."""
        self.assertEqual(found(self.pair, {"call": ["raised", {"var": "a.recv"}, 1]}),
                         {("unix stream", "blocking", "connected", "none")})

    def test_thread(self):
        """A call in a thread counts where it begins, and once."""
        steps = [dict(self.receive, **{"in": "t"}), {"call": ["a.close"]}, {"join": "t"}]
        self.assertEqual(found(self.pair, *steps),
                         {("unix stream", "blocking", "connected", "none")})


class Saying(unittest.TestCase):
    """What is missing, what is left out, and what a pattern is good for."""

    rows = [{"steps": [Following.pair, Following.receive]}]
    rest = {"why": "The rest.", "pairs": ["*"]}

    def test_missing(self):
        status, out, err = run(self.rows, [])
        self.assertEqual((status, err), (1, []))
        self.assertNotIn("recv: unix stream, connected", out)
        self.assertIn("recv: unix stream, closed", out)
        self.assertIn("send: unix stream, connected", out)

    def test_left_out(self):
        status, out, err = run(self.rows, [self.rest])
        self.assertEqual((status, err, len(out)), (0, [], 1))
        self.assertRegex(out[0], "^[0-9]+ pairs: 6 in rows, [0-9]+ left out, 0 missing$")

    def test_all(self):
        self.assertIn("recv: unix stream, closed  # The rest.",
                      run(self.rows, [self.rest], "--all")[1])

    def test_idle(self):
        """A pattern that leaves out nothing is an error, though its entry has another."""
        idle = {"why": "Two.", "pairs": ["send: *", "recv: unix stream, connected"]}
        status, _, err = run(self.rows, [idle, self.rest])
        self.assertEqual((status, err),
                         (1, ["leaves out nothing: recv: unix stream, connected"]))


class Tables(unittest.TestCase):
    def test_nothing_is_missing(self):
        with tempfile.TemporaryDirectory() as place:
            path = os.path.join(place, "export")
            subprocess.run([PLUMBLINE, "export", "--out", path], check=True)
            out = io.StringIO()
            with mock.patch("sys.argv", ["siblings.py", path]), contextlib.redirect_stdout(out):
                self.assertEqual(siblings.main(), 0, out.getvalue())


if __name__ == "__main__":
    unittest.main()
