"""Compiling a changed source of libpysock into an adapter, and playing the tables with it."""
import glob
import os
import re
import shlex
import signal
import subprocess
import tempfile
import threading

# A change that a compiler takes with no more than a warning, but that mixes up numbers and
# pointers, would tell nothing about the tables.
STRICT = ["-Werror=int-conversion", "-Werror=incompatible-pointer-types",
          "-Werror=implicit-function-declaration", "-Werror=return-type"]
VERDICT = re.compile(r"\s(FAIL|BROKEN|CRASH|HANG)$")
ROW = re.compile(r"^(\S+/\S+)   ")
SHARED = ("axes", "capabilities", "scenes")  # in the tables' directory, but no tables
PLAY_S = 150.0
WRONG_USE = 2  # the runner's exit status where it refuses the tables


def compiler():
    """The words of CC, which may be several: `ccache gcc`."""
    return shlex.split(os.environ.get("CC", "gcc"))


def compile_text(build, text, options=("-O2",)):
    """The bytes of the object that a source becomes, or None. The compiler reads no named file, so
    that equal sources become equal objects."""
    command = compiler() + ["-std=c11", "-D_GNU_SOURCE", "-Iref/include", "-Iref/src",
                            "-Iref/call", "-I%s/gen" % build]
    command += STRICT + list(options) + ["-x", "c", "-", "-c", "-o"]
    with tempfile.TemporaryDirectory() as place:
        made = os.path.join(place, "o")
        done = subprocess.run(command + [made], input=text.encode(), stdout=subprocess.DEVNULL,
                              stderr=subprocess.DEVNULL)
        if done.returncode:
            return None
        with open(made, "rb") as file:
            return file.read()


def libraries():
    """The libraries of the adapter."""
    known = subprocess.call(["pkg-config", "--exists", "libidn2"]) == 0
    return ["-ljansson"] + (["-lidn2"] if known else [])


def link_adapter(build, slot, path, built, options=()):
    return link(build, slot, path, built, "adapter", list(options) + libraries())


def link(build, slot, path, built, part, options):
    """A program of ref/PART in which an object replaces that of its source; its path, or None."""
    made, program = os.path.join(slot, "changed.o"), os.path.join(slot, part)
    with open(made, "wb") as file:
        file.write(built)
    own = "%s/obj/%s.o" % (build, path[:-2])
    objects = [name for folder in ("src", "call", part)
               for name in glob.glob("%s/obj/ref/%s/*.o" % (build, folder)) if name != own]
    done = subprocess.run(compiler() + ["-o", program, made] + objects + options,
                          stderr=subprocess.DEVNULL)
    return None if done.returncode else program


def all_tables():
    paths = sorted(glob.glob("conformance/tables/*.json"))
    names = [os.path.basename(path)[:-5] for path in paths]
    return [name for name in names if name not in SHARED]


def lay_out(slot, tables):
    """A directory of some tables alone."""
    place = os.path.join(slot, "tables")
    os.makedirs(place, exist_ok=True)
    for old in os.listdir(place):
        os.unlink(os.path.join(place, old))
    for name in list(tables) + list(SHARED):
        os.symlink(os.path.abspath("conformance/tables/%s.json" % name),
                   os.path.join(place, name + ".json"))
    return place


def play_all(build, adapter):
    """The first row that fails in all tables, or None; raises where the runner cannot play them."""
    return play_tables(build, adapter, "conformance/tables")


def play(build, slot, adapter, tables):
    """The same in some tables."""
    return play_tables(build, adapter, lay_out(slot, tables))


def play_tables(build, adapter, directory):
    command = ["%s/plumbline" % build, "run", "exec:" + os.path.abspath(adapter),
               "--oracle", "none", "--standard", "both", "--out", "none", "--jobs", "12",
               "--verbose", "--tables", directory]
    runner = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                              universal_newlines=True, start_new_session=True)
    late = threading.Timer(PLAY_S, os.killpg, (runner.pid, signal.SIGKILL))
    late.start()
    try:
        row = line = ""
        for line in runner.stdout:
            heading = ROW.match(line)
            row = heading.group(1) if heading else row
            verdict = VERDICT.search(line)
            if verdict:
                return "%s %s" % (row, verdict.group(1))
        if runner.wait() == WRONG_USE:
            raise RuntimeError("the runner refuses %s: %s" % (directory, line.strip()))
        return None if runner.returncode == 0 else "exit status %d" % runner.returncode
    finally:
        late.cancel()
        end(runner)


def end(runner):
    """Ends a play that has told enough, with all that it has started."""
    if runner.poll() is None:
        runner.send_signal(signal.SIGINT)
        try:
            runner.wait(5)
        except subprocess.TimeoutExpired:
            pass
    kill(runner)


def kill(program):
    """Ends a program at once, with its whole session."""
    if program.poll() is None:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()
    program.stdout.close()
