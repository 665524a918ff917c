"""A row as a program of C over pysock.h: its steps in order, each checked."""
import collections

import calls
import far_end
import fit
import promise
from expression import Unsayable
from values import quoted

PATIENCE_S = 10
WIDTH = 64

# C's own words, and those that the program uses itself.
TAKEN = set("""auto bool break case char const continue default do double else enum extern float for
    goto if inline int long register restrict return short signed sizeof static struct switch
    typedef union unsigned void volatile while began check directory errno error main path result
    seconds socket stdin stdout stderr""".split())

Variable = collections.namedtuple("Variable", "kind c family")


class Program:
    """A program while it is written. c_values: the numbers of the names in C's own headers."""

    def __init__(self, c_values):
        self.lines, self.variables, self.needs_directory = [], {}, False
        self._c_values, self._names, self._made = c_values, set(), 0

    def add(self, *lines):
        self.lines += ["\t" + line for line in lines]

    def kind_of(self, name):
        """What the row's variable is; None where it has none of that name."""
        return self.variables[name].kind if name in self.variables else None

    def number(self, word):
        """A name of the program's own."""
        self._made += 1
        return "%s%d" % (word, self._made)

    def name_for(self, given, otherwise):
        """The row's own name for what comes of a step, where it has one that is free."""
        if isinstance(given, str) and given not in TAKEN and given not in self._names:
            self._names.add(given)
            return given
        return self.number(otherwise)

    def c_value(self, name):
        if name not in self._c_values:
            raise Unsayable("the C headers here have no " + name)
        return str(self._c_values[name])

    def check(self, condition, text):
        said = quoted(text)
        gap = "\n\t\t" if len(condition) + len(said) > WIDTH else " "
        self.add("check(%s,%s%s, result, &error);" % (condition, gap, said))


# --- steps ---------------------------------------------------------------------------------------

def _enter(program, given, called):
    """The result, or the two items of it, under the row's names."""
    if isinstance(given, str):
        name = called.address if called.kind == "address" else called.value
        program.variables[given] = Variable(called.kind, name, called.family)
    elif called.kind == "pair" and len(given) == 2:
        for i, name in enumerate(given):
            program.variables[name] = Variable("socket", "%s[%d]" % (called.value, i),
                                               called.family)
    elif called.kind in ("accepted", "received") and len(given) == 2:
        kind = "socket" if called.kind == "accepted" else "bytes"
        program.variables[given[0]] = Variable(kind, called.value, called.family)
        program.variables[given[1]] = Variable("address", called.address, called.family)
    else:
        raise Unsayable("a result of this kind has no items in C")


def _add_call(program, step):
    for key, word in ("drift", "Known drift"), ("defect", "A known defect"):
        for alternative in step.get(key, ()):
            program.add("/* %s of CPython %s: %s */" % (word, promise.versions(alternative),
                                                       alternative["why"]))
    if "takes" in step:
        program.add("began = seconds();")
    called = calls.add_step(program, step)
    program.check(fit.condition(program, step, called), promise.promise_of(step))
    if "takes" in step:
        low, high = step["takes"]
        program.check("seconds() - began >= %g && seconds() - began <= %g" % (
            low or 0, 1e9 if high is None else high),
            "it takes neither less nor more time than was set")
    if "as" in step:
        _enter(program, step["as"], called)


def _add_del(program, name):
    if program.kind_of(name) != "socket":
        raise Unsayable("only a socket is freed in C")
    program.add("pysock_free(%s);" % program.variables[name].c)


def _add_step(program, step):
    if "wait" in step:
        program.add("usleep(%.0f);" % (step["wait"] * 1e6))
    elif "del" in step:
        _add_del(program, step["del"])
    elif "in" in step or "join" in step:
        raise Unsayable("calls that run beside each other are for a program with threads")
    elif "kernel" in step:
        raise Unsayable("in it the runner answers system calls, which no program can")
    elif "absent" in step or not ("call" in step or "get" in step):
        raise Unsayable("C decides before it runs which names there are")
    else:
        _add_call(program, step)


# --- the whole -----------------------------------------------------------------------------------

HEAD = """/*
 * %s: %s
 * By %s in the document of Python's socket module.
 * cc THIS -lpysock && ./a.out
 */
#define _GNU_SOURCE
#include <pysock.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static void check(int good, const char *promise, long result, const struct pysock_error *e)
{
	if (good)
		return;
	printf("the document promises: %%s\\nwhat came instead:     ", promise);
	if (result < 0)
		printf("%%s, code %%d, \\"%%s\\"\\n", pysock_exception_name(e->exception), e->code, e->text);
	else
		printf("another result (%%ld)\\n", result);
	exit(1);
}
"""

CLOCK = """
static double seconds(void)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}
"""


def _main(program, timed):
    lines = ["", "int main(void)", "{", "\tstruct pysock_error error = {0};", "\tlong result = 0;"]
    if timed:
        lines.append("\tdouble began = 0;")
    if program.needs_directory:
        lines.append("\tchar directory[] = \"/tmp/repro-XXXXXX\", path[128];")
    lines += ["", "\talarm(%d); /* what hangs has failed */" % PATIENCE_S]
    if program.needs_directory:
        lines += ["\tif (!mkdtemp(directory))", "\t\treturn 2;"]
    return lines + program.lines + ["\tputs(\"as the document promises\");", "\treturn 0;", "}", ""]


def program_of(row, c_values):
    """The text of the row's program; Unsayable says why there is none."""
    program = Program(c_values)
    for step in far_end.own_steps(row["steps"]):
        _add_step(program, step)
    timed = any("takes" in step for step in row["steps"])
    head = HEAD % (row["id"], row["why"], row["clause"])
    return head + (CLOCK if timed else "") + "\n".join(_main(program, timed))
