"""The numbers that names have in the C headers of this machine, as its compiler says."""
import os
import re
import subprocess
import tempfile

from values import tag_of

HEADERS = ("netdb.h", "netinet/in.h", "netinet/tcp.h", "netinet/udp.h", "sys/socket.h")
LINUX_HEADERS = ("linux/can.h", "linux/can/j1939.h", "linux/can/raw.h", "linux/netlink.h",
                 "linux/tipc.h", "linux/vm_sockets.h", "netpacket/packet.h")


def names_in(value):
    """The NAME of each {"c": NAME} and {"c-or-absent": NAME} in the value."""
    if isinstance(value, list):
        return set().union(*map(names_in, value))
    if isinstance(value, dict):
        tag, content = tag_of(value)
        return {content} if tag in ("c", "c-or-absent") else set().union(*map(names_in, value.values()))
    return set()


def _program(names):
    """One name a line, so that the line of a complaint is the name's."""
    lines = ["#define _GNU_SOURCE"] + ["#include <%s>" % header for header in HEADERS]
    lines += ["#ifdef __linux__"] + ["#include <%s>" % header for header in LINUX_HEADERS]
    lines += ["#endif", "#include <stdio.h>", "int main(void) {"]
    first = len(lines) + 1
    lines += ["printf(\"%s %%lld\\n\", (long long)%s);" % (name, name) for name in names]
    return "\n".join(lines + ["return 0; }", ""]), first


def _unknown(names, first, complaints):
    """The names of whose lines the compiler complains."""
    numbers = {int(line) for line in re.findall(r"^[^:\n]*\.c:(\d+):\d*:? error", complaints, re.M)}
    return {name for i, name in enumerate(names) if first + i in numbers}


def values_of(names, compiler):
    """The number of each name that the headers have; compiler: a list of words."""
    names = sorted(names)
    with tempfile.TemporaryDirectory() as directory:
        source, binary = os.path.join(directory, "names.c"), os.path.join(directory, "names")
        while names:
            text, first = _program(names)
            with open(source, "w") as file:
                file.write(text)
            made = subprocess.run(compiler + [source, "-o", binary], stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, universal_newlines=True)
            if made.returncode == 0:
                said = subprocess.check_output([binary], universal_newlines=True)
                return {name: int(value) for name, value in map(str.split, said.splitlines())}
            unknown = _unknown(names, first, made.stdout)
            if not unknown:
                raise OSError("%s: %s" % (" ".join(compiler), made.stdout.strip()))
            names = [name for name in names if name not in unknown]
    return {}
