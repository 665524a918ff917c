#!/usr/bin/env python3
"""Plays conversations with adapter.py under every Python on this machine, and checks each line by
conformance/schema/protocol.schema.json."""

import glob
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import types
import unittest

import jsonschema

HERE = os.path.dirname(os.path.abspath(__file__))
ADAPTER = os.path.join(HERE, "adapter.py")
SCHEMA = os.path.join(HERE, "..", "conformance", "schema", "protocol.schema.json")

# A module that does on demand what no socket does.
ODD = '''
import errno, io, os, struct, sys
from socket import *
def fail(kind):
    raise {"etimedout": OSError(errno.ETIMEDOUT, "kernel"), "timeout": timeout("timed out"),
           "h": herror(2, "again"), "eai": gaierror(EAI_AGAIN, "later"), "odd": OSError(9999, "x"),
           "eai-odd": gaierror(-9999, "x"), "unsupported": io.UnsupportedOperation("write"),
           "exit": SystemExit(3), "key": KeyError("k"), "attribute": AttributeError("inner"),
           "bare": OSError("bare"), "text": OSError(9, "\\udc80"), "eof": EOFError(),
           "buffer": BufferError("b")}[kind]
def deep():
    return deep()
def say():
    print("not an answer")
    os.write(1, b"nor this")
def take_input():
    return os.read(0, 100)
class Holder:
    @property
    def broken(self):
        raise AttributeError("inner")
'''


class Schema:
    """The form of lines. The same ones come under every Python, and to check one takes long."""

    def __init__(self, direction):
        with open(SCHEMA) as file:
            schema = json.load(file)
        schema["$ref"] = "#/$defs/" + direction
        self.validator = jsonschema.Draft202012Validator(schema)
        self.valid = set()

    def validate(self, line):
        same = None
        if isinstance(line, dict) and type(line.get("seq")) is int and line["seq"] > 0:
            same = json.dumps(dict(line, seq=1), sort_keys=True)
        if same is None or same not in self.valid:
            self.validator.validate(line)
            self.valid.add(same)


REQUEST, ANSWER = Schema("request"), Schema("answer")


class Talk:
    """One adapter's process; every line is validated on its way."""

    def __init__(self, command, environment=None):
        self.seq = 0
        self.child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                      stderr=subprocess.DEVNULL, env=environment)

    def send(self, **request):
        self.seq += 1
        request["seq"] = self.seq
        REQUEST.validate(request)
        self.child.stdin.write(json.dumps(request).encode() + b"\n")
        self.child.stdin.flush()
        return self.seq

    def receive(self, seq):
        line = self.child.stdout.readline()
        answer = json.loads(line.decode("ascii"))
        ANSWER.validate(answer)
        if answer["seq"] != seq:
            raise AssertionError("answer %r to request %d" % (answer, seq))
        return answer

    def start(self):
        return self.receive(self.send(op="start", protocol=1))

    def run(self, *steps, **more):
        return self.receive(self.send(op="run", steps=list(steps), **more))["steps"]

    def close(self):
        self.child.kill()
        self.child.wait()
        self.child.stdin.close()
        self.child.stdout.close()


def raises(kind, code, text):
    return {"raises": {"class": kind, "code": code, "text": text}}


class Conversation(unittest.TestCase):
    """True for any Python; `command` is the interpreter, and `module` the module that it loads."""

    command = [sys.executable]
    module = "socket"

    @classmethod
    def setUpClass(cls):
        cls.talk = Talk(cls.command + [ADAPTER, cls.module])

    @classmethod
    def tearDownClass(cls):
        cls.talk.close()

    def another(self, module, environment=None):
        talk = Talk(self.command + [ADAPTER, module], environment)
        self.addCleanup(talk.close)
        return talk

    def test_start(self):
        answer = self.talk.start()
        self.assertEqual(answer["module"], self.module)
        self.assertEqual(answer["byteorder"], sys.byteorder)
        self.assertRegex(answer["version"], r"^\d+\.\d+\.\d+$")
        self.assertNotIn("unix", answer["lacks"])

    def test_stop_and_end(self):
        talk = self.another(self.module)
        self.assertEqual(talk.receive(talk.send(op="stop")), {"seq": 1})
        self.assertEqual(talk.child.wait(), 0)
        talk = self.another(self.module)
        talk.child.stdin.close()
        self.assertEqual(talk.child.wait(), 0)

    def test_values(self):
        same = [None, True, False, 0, -1, 2**63 - 1, -2**63, 0.5, 5.0, 1e-9, "", "a", "\0",
                "\u00e9\U0001f600", [], [1, [2]], {"tuple": []}, {"tuple": [1, {"bytes": "00ff"}]},
                {"bytes": ""},
                {"bytearray": "01"}, {"memoryview": "0102"}, {"str": "edb280"}, {"float": "nan"},
                {"float": "inf"}, {"float": "-inf"}, {"int": str(2**63)}, {"int": str(-2**63 - 1)}]
        made = [({"strided": "00010203"}, {"memoryview": "0002"}), ({"int": "7"}, 7),
                ({"bytes": ["6162", 3]}, {"bytes": "616261626162"}),
                ({"bytearray": ["61", 2]}, {"bytearray": "6161"})]
        talk = self.talk
        pairs = [(value, value) for value in same] + made
        pairs.append(({"flags": ["MSG_PEEK", "MSG_OOB"]}, socket.MSG_PEEK | socket.MSG_OOB))
        outcomes = talk.run(*[{"let": value} for value, _ in pairs])
        for (value, want), outcome in zip(pairs, outcomes):
            self.assertEqual(json.dumps(outcome), json.dumps({"gives": want}), value)
        self.assertEqual(len(outcomes), len(pairs))

    def test_objects(self):
        names = {"socket": "type", "s": "socket", "f": "file", "getaddrinfo": "function",
                 "s.accept": "function", "AF_UNIX": None, "error": "type"}
        steps = [{"call": ["socket"], "as": "s"}, {"call": ["s.makefile", "rb"], "as": "f"}]
        outcomes = self.talk.run(*steps + [{"get": name} for name in names])[2:]
        for name, outcome in zip(names, outcomes):
            want = {"object": names[name]} if names[name] else 1
            self.assertEqual(outcome, {"gives": want}, name)

    def test_helpers(self):
        self.assertEqual(self.talk.run(
            {"call": ["len", [1, 2]]}, {"call": ["bytes", {"bytearray": "61"}]},
            {"call": ["bytearray", 2], "as": "b"}, {"call": ["isinstance", 1, {"const": "socket"}]},
            {"call": ["str", 5]}, {"call": ["bool", ""]}, {"call": ["type", {"var": "b"}]}),
            [{"gives": value} for value in (
                2, {"bytes": "61"}, {"bytearray": "0000"}, False, "5", False, {"object": "type"})])

    def test_descriptors_and_files(self):
        self.assertEqual(self.talk.run(
            {"call": ["ints", [1, -1]], "as": "b"}, {"call": ["ints", {"var": "b"}]},
            {"call": ["ints", {"bytes": "00" * 7}]},
            {"call": ["open", os.devnull, "rb"], "as": "f"}, {"call": ["f.read"]})[1:],
            [{"gives": [1, -1]}, {"gives": [0]}, {"gives": {"object": "file"}},
             {"gives": {"bytes": ""}}])

    def test_raised(self):
        outcomes = self.talk.run({"call": ["raised", {"const": "htonl"}, ""], "as": "e"},
                                 {"get": "e.__class__.__name__"},
                                 {"call": ["raised", {"const": "htonl"}, 1]})
        self.assertEqual(outcomes, [{"gives": {"object": "TypeError"}}, {"gives": "TypeError"},
                                    {"gives": None}])

    def test_handle(self):
        talk = self.talk
        seq = talk.send(op="run", steps=[
            {"call": ["socketpair"], "as": ["a", "b"]}, {"call": ["a.settimeout", 10]},
            {"call": ["handle", {"var": "b.send"}, {"bytes": "61"}]}, {"call": ["a.recv", 1]}])
        for _ in range(10):
            time.sleep(0.02)
            talk.child.send_signal(signal.SIGUSR1)
        self.assertEqual(talk.receive(seq)["steps"][3], {"gives": {"bytes": "61"}})
        talk.child.send_signal(signal.SIGUSR1)  # which must do nothing now
        self.assertEqual(talk.run({"let": 1}), [{"gives": 1}])

    def test_buffers(self):
        sys.path.insert(0, HERE)
        import helpers
        for kind in sorted(helpers.BUFFERS):
            data = b"hgfedcba" if kind == "view-backwards" else b"abcdefgh"
            outcomes = self.talk.run(
                {"call": ["buffer", kind, {"bytes": "6162636465666768"}], "as": "v"},
                {"call": ["bytes", {"var": "v"}]})
            self.assertEqual(outcomes[1], {"gives": {"bytes": data.hex()}}, kind)

    def test_audit(self):
        outcomes = self.talk.run({"call": ["audit"]}, {"call": ["gethostname"]},
                                 {"call": ["audit"]}, {"call": ["audit"]})
        if "raises" not in outcomes[0]:
            self.assertEqual(outcomes[2:], [{"gives": [["socket.gethostname"]]}, {"gives": []}])

    def test_variables(self):
        talk = self.talk
        outcomes = talk.run(
            {"call": ["socketpair"], "as": ["a", "b"]}, {"get": "a.family", "as": "f"},
            {"let": {"tuple": [{"var": "f"}, {"var": "a.proto"}]}},
            {"call": ["a.send", {"bytes": "61"}], "with": {}})
        self.assertEqual(outcomes[1:], [{"gives": 1}, {"gives": {"tuple": [1, 0]}}, {"gives": 1}])

    def test_unknown_names(self):
        talk = self.talk
        pair = {"call": ["socketpair"], "as": ["a", "b", "c"]}
        for step, key in (({"get": "nope"}, "lacks"), ({"call": ["nope"]}, "lacks"),
                          ({"call": ["len", {"const": "NOPE"}]}, "lacks"),
                          ({"let": {"var": "x"}}, "broken"), ({"del": "x"}, "broken"),
                          ({"call": ["a.close"]}, "broken")):
            outcomes = talk.run(pair, step, {"get": "AF_INET"})
            self.assertEqual(len(outcomes), 2, "nothing is played after %s" % key)
            self.assertEqual(list(outcomes[1]), [key], step)
        self.assertEqual(talk.run({"call": ["socket"], "as": "s"}, {"get": "s.nope"})[1],
                         {"lacks": "s.nope"})

    def test_errors_of_sockets(self):
        outcomes = self.talk.run(
            {"call": ["inet_aton", "x"]}, {"call": ["socket", 9999]}, {"call": ["inet_ntoa", 5]},
            {"call": ["getaddrinfo", "127.0.0.1", 0, {"const": "AF_INET6"}, 99]})
        kinds = [(o["raises"]["class"], bool(o["raises"]["code"])) for o in outcomes]
        self.assertEqual(kinds, [("error", False), ("error", True), ("TypeError", False),
                                 ("gaierror", True)])
        self.assertRegex(outcomes[3]["raises"]["code"], "^EAI_")

    def test_expect(self):
        talk = self.talk
        bad, good = {"call": ["inet_aton", "x"]}, {"call": ["inet_aton", "1.2.3.4"]}
        for step, expect, played in ((bad, "value", 1), (bad, "error", 2), (bad, "either", 2),
                                     (good, "value", 2), (good, "error", 1), (good, "either", 2)):
            self.assertEqual(len(talk.run(dict(step, expect=expect), good)), played, (step, expect))

    def test_time(self):
        outcomes = self.talk.run(
            {"call": ["socketpair"], "as": ["a", "b"]}, {"call": ["a.settimeout", 0.05]},
            {"call": ["a.recv", 1], "timed": True})
        took = outcomes[2].pop("took_ns")
        self.assertEqual(outcomes[2], raises("timeout", None, "timed out"))
        self.assertGreaterEqual(took, 50 * 10**6)

    def test_row_leaves_nothing(self):
        talk = self.talk
        talk.run({"call": ["socketpair"]})
        before = self.descriptors(talk)
        talk.run({"call": ["setdefaulttimeout", 5]}, {"call": ["socketpair"], "as": ["a", "b"]},
                 {"call": ["socketpair"], "as": "pair"}, {"call": ["a.makefile", "wb"], "as": "f"},
                 {"call": ["f.write", {"bytes": ["61", 1000]}]}, more=True)
        self.assertGreaterEqual(self.descriptors(talk), before + 4)
        self.assertEqual(talk.run({"call": ["f.write", {"bytes": "61"}]}, {"call": ["a.close"]}),
                         [{"gives": 1}, {"gives": None}])
        outcomes = talk.run({"call": ["getdefaulttimeout"]}, {"let": {"var": "a"}})
        self.assertEqual(outcomes[0], {"gives": None})
        self.assertEqual(list(outcomes[1]), ["broken"])
        self.assertEqual(self.descriptors(talk), before)

    def test_no_flush_blocks_the_next_row(self):
        talk = self.talk
        talk.run({"call": ["socketpair"], "as": ["a", "b"]}, {"call": ["a.setblocking", False]},
                 {"call": ["a.send", {"bytes": ["61", 10**7]}]}, {"call": ["a.setblocking", True]},
                 {"call": ["a.makefile", "wb"], "as": "f"}, {"call": ["f.write", {"bytes": "61"}]})
        self.assertEqual(talk.run({"get": "AF_UNIX"}), [{"gives": 1}])

    def test_no_wait_breaks_the_next_row(self):
        listen = [
            {"call": ["socket"], "as": "l"}, {"call": ["l.bind", {"tuple": ["127.0.0.1", 0]}]},
            {"call": ["l.listen", 1]}, {"call": ["l.getsockname"], "as": "address"}]
        self.talk.run(*listen + [{"call": ["create_connection", {"var": "address"},
                                           {"float": "inf"}]}])
        outcomes = self.talk.run(*listen + [{"call": ["create_connection", {"var": "address"}]}])
        self.assertEqual(outcomes[4], {"gives": {"object": "socket"}})

    def descriptors(self, talk):
        return len(os.listdir("/proc/%d/fd" % talk.child.pid))

    def test_del_collects(self):
        outcomes = self.talk.run(
            {"call": ["socketpair"], "as": ["a", "b"]}, {"call": ["b.settimeout", 5]}, {"del": "a"},
            {"call": ["b.recv", 1]}, {"get": "a"})
        self.assertEqual(outcomes[2:], [{"gives": None}, {"gives": {"bytes": ""}}, {"lacks": "a"}])

    def test_del_of_what_failed(self):
        outcomes = self.talk.run(
            {"call": ["inet_aton", ""], "as": "a"}, {"del": "a"}, {"let": 1})
        self.assertEqual(outcomes[1:], [{"broken": "no variable a"}])

    def test_much(self):
        outcomes = self.talk.run({"let": {"bytes": ["616263", 10**5]}})
        self.assertEqual(outcomes, [{"gives": {"bytes": "616263" * 10**5}}])

    def test_written_ahead(self):
        talk = self.talk
        sent = [talk.send(op="run", steps=[{"let": n}]) for n in range(50)]
        for n, seq in enumerate(sent):
            self.assertEqual(talk.receive(seq)["steps"], [{"gives": n}])

    def test_threads(self):
        outcomes = self.talk.run(
            {"call": ["socketpair"], "as": ["a", "b"]},
            {"call": ["a.recv", 1], "in": "t", "waits": True},
            {"call": ["a.send", {"bytes": "61"}]}, {"call": ["b.recv", 1]},
            {"call": ["b.send", {"bytes": "62"}]}, {"join": "t", "timed": True, "as": "x"},
            {"get": "x"}, {"call": ["inet_aton", "x"], "in": "u"}, {"join": "u"}, {"join": "u"})
        self.assertGreater(outcomes[5].pop("took_ns"), 0)
        self.assertEqual(outcomes[1:7], [
            {"gives": None}, {"gives": 1}, {"gives": {"bytes": "61"}}, {"gives": 1},
            {"gives": {"bytes": "62"}}, {"gives": {"bytes": "62"}}])
        self.assertEqual([list(outcome)[0] for outcome in outcomes[7:]],
                         ["gives", "raises", "broken"])

    def test_threads_end_with_the_row(self):
        talk = self.talk
        talk.run({"call": ["inet_aton", "1.2.3.4"], "in": "t"}, {"join": "t"})
        before = set(os.listdir("/proc/%d/task" % talk.child.pid))
        talk.run({"call": ["socketpair"], "as": ["a", "b"]},
                 {"call": ["a.recv", 1], "in": "t", "waits": True},
                 {"call": ["a.send"], "in": "u"}, {"get": "nope"})
        self.assertEqual(talk.run({"join": "t"})[0].keys(), {"broken"})
        # The kernel lists a joined thread for a moment longer, that of the first row perhaps too.
        for _ in range(1000):
            left = set(os.listdir("/proc/%d/task" % talk.child.pid))
            if left <= before:
                break
            time.sleep(0.01)
        self.assertLessEqual(left, before)

    def test_a_lock_of_the_interpreter_is_no_wait(self):
        steps = []
        for name in "abcdefgh":
            steps += [{"call": ["socketpair"], "as": [name, name + name]},
                      {"call": [name + ".recv", 1], "in": name, "waits": True}]
        for name in "abcdefgh":  # every one of them is waiting by now
            steps += [{"call": [name + name + ".send", {"bytes": "61"}]}, {"join": name}]
        outcomes = self.talk.run(*steps)
        self.assertEqual(outcomes[17::2], [{"gives": {"bytes": "61"}}] * 8)

    def test_signal(self):
        talk = self.talk
        seq = talk.send(op="run", steps=[
            {"call": ["socketpair"], "as": ["a", "b"]}, {"call": ["a.settimeout", 0.3]},
            {"call": ["a.recv", 1], "timed": True}])
        for _ in range(10):
            time.sleep(0.02)
            talk.child.send_signal(signal.SIGUSR1)
        outcome = talk.receive(seq)["steps"][2]
        self.assertEqual(outcome["raises"]["class"], "timeout")
        self.assertGreaterEqual(outcome["took_ns"], 3 * 10**8)


class WithOddModule(Conversation):
    """Behaviour that no socket shows on demand."""

    def setUp(self):
        if not self._testMethodName.startswith("test_odd"):
            return
        directory = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, directory)
        with open(os.path.join(directory, "odd_socket.py"), "w") as file:
            file.write(ODD)
        self.odd = self.another("odd_socket", dict(os.environ, PYTHONPATH=directory))

    def test_odd_exceptions(self):
        want = {"etimedout": ("error", "ETIMEDOUT", "kernel"),
                "timeout": ("timeout", None, "timed out"), "h": ("herror", "TRY_AGAIN", "again"),
                "eai": ("gaierror", "EAI_AGAIN", "later"),
                "odd": ("error", "9999", "x"), "eai-odd": ("gaierror", "-9999", "x"),
                "unsupported": ("error", None, "write"), "exit": ("SystemExit", None, "3"),
                "key": ("KeyError", None, "'k'"), "attribute": ("AttributeError", None, "inner"),
                "bare": ("error", None, "bare"), "text": ("error", "EBADF", "?"),
                "eof": ("EOFError", None, ""), "buffer": ("BufferError", None, "b")}
        outcomes = self.odd.run(*[{"call": ["fail", kind]} for kind in want])
        for kind, outcome in zip(want, outcomes):
            self.assertEqual(outcome, raises(*want[kind]), kind)
        self.assertEqual(len(outcomes), len(want))

    def test_odd_calls(self):
        outcomes = self.odd.run(
            {"call": ["deep"]}, {"call": ["say"]}, {"call": ["take_input"]},
            {"call": ["Holder"], "as": "h"}, {"get": "h.broken"}, {"set": ["h.broken", 1]},
            {"set": ["h.other", 1]}, {"get": "h.other"})
        self.assertIn(outcomes[0]["raises"]["class"], ("RecursionError", "RuntimeError"))
        self.assertEqual(outcomes[1:5], [{"gives": None}, {"gives": {"bytes": ""}},
                                         {"gives": {"object": "Holder"}},
                                         raises("AttributeError", None, "inner")])
        self.assertEqual(outcomes[5]["raises"]["class"], "AttributeError")
        self.assertEqual(outcomes[6:], [{"gives": None}, {"gives": 1}])


# Windows' os, signal and winreg as far as the adapter uses them, before it is run.
AS_ON_WINDOWS = """
import collections, os, runpy, signal, sys, types
version = collections.namedtuple("Version", "major minor")(10, 0)
sys.getwindowsversion = lambda: version
sys.modules["winreg"] = types.SimpleNamespace(
    HKEY_CURRENT_USER=0, OpenKey=lambda *path: open("%s"), CloseKey=lambda key: key.close())
os.name = "nt"
del os.uname, os.confstr, os.confstr_names, signal.SIGUSR1, signal.pthread_sigmask
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""


class OnWindows(unittest.TestCase):
    """What Windows lacks is not asked for."""

    def start(self, key_of_wine):
        talk = Talk([sys.executable, "-c", AS_ON_WINDOWS % key_of_wine, ADAPTER])
        self.addCleanup(talk.close)
        return talk, talk.start()

    def test_start(self):
        talk, answer = self.start(os.devnull)
        self.assertEqual(answer["platform"], "Windows 10.0 x86_64")
        self.assertEqual(answer["libc"], "msvcrt (mingw build on Wine)")
        self.assertIn("threads", answer["lacks"])
        self.assertEqual(talk.run({"call": ["len", "abc"]}), [{"gives": 3}])
        self.assertEqual(self.start("/nowhere")[1]["libc"], "msvcrt (mingw build)")

    def test_names_of_errors(self):
        sys.path.insert(0, HERE)
        self.addCleanup(sys.path.remove, HERE)
        from system import error_names
        errno = types.SimpleNamespace(
            errorcode={10054: "WSAECONNRESET", 13: "EACCES", 10013: "WSAEACCES"},
            ECONNRESET=10054, WSAECONNRESET=10054, EACCES=13, WSAEACCES=10013)
        self.assertEqual(error_names(errno),
                         {10054: "ECONNRESET", 13: "EACCES", 10013: "WSAEACCES"})


class Form(unittest.TestCase):
    """An adapter is short, so that it is easy to write another one."""

    def test_size(self):
        subjects = os.path.join(HERE, "..", "fixtures", "subjects")
        adapters = glob.glob(os.path.join(subjects, "*", "adapter.*"))
        self.assertGreaterEqual(len(adapters), 3)
        for path in adapters + [ADAPTER] + [os.path.join(HERE, name)
                                            for name in ("beside.py", "helpers.py", "system.py",
                                                         "values.py")]:
            with open(path) as file:
                lines = file.read().splitlines()
            # The later documents took more of CPython's: descriptors, files, audit events.
            # MicroPython lacks what the other adapters build on: tuples for addresses, and names
            # for errors.
            most = 300 if "micropython" in path else 120 if path in adapters else 150
            self.assertLessEqual(len(lines), most, path)
            self.assertLessEqual(max(map(len, lines)), 100, path)


def interpreters():
    """Every Python 3 on this machine, by the name that it gives itself."""
    names = ["python3", "pypy3"] + ["python3.%d" % minor for minor in range(6, 14)]
    paths = [sys.executable, "/usr/bin/python3"] + [shutil.which(name) for name in names]
    paths += sorted(glob.glob(os.path.expanduser("~/.pyenv/versions/3.*/bin/python3")))
    question = "import sys; print(sys.executable, sys.version.replace('\\n', ' '))"
    found = {}
    for path in paths:
        try:
            said = subprocess.check_output([path, "-c", question], stderr=subprocess.DEVNULL)
        except (OSError, TypeError, subprocess.CalledProcessError):
            continue  # missing, or a shim without a version
        path, version = said.decode().split(None, 1)
        found.setdefault(version, path)
    return found


def has(path, module):
    code = "import importlib, sys; importlib.import_module(sys.argv[1]).socket().close()"
    return subprocess.call([path, "-c", code, module], stderr=subprocess.DEVNULL) == 0


def load_tests(loader, standard, pattern):
    suite = unittest.TestSuite()
    for case in Form, OnWindows:
        suite.addTests(loader.loadTestsFromTestCase(case))
    for version, path in sorted(interpreters().items()):
        for module in ("socket", "gevent.socket", "eventlet.green.socket"):
            if module != "socket" and not (path.startswith("/usr/bin/") and has(path, module)):
                continue
            base = WithOddModule if module == "socket" else Conversation
            kind = "PyPy" if "PyPy" in version else "CPython"
            name = "%s_%s_%s" % (kind, version.split()[0], module)
            case = type(name, (base,), {"command": [path], "module": module})
            suite.addTests(loader.loadTestsFromTestCase(case))
    return suite


if __name__ == "__main__":
    unittest.main()
