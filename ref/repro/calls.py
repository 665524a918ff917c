"""The calls of pysock.h, each as lines of C: how a row's step is said in them."""
import collections

import address
import expression
from expression import Unsayable
from values import tag_of

# Shapes of arguments: i an int, l a long long, n the size of a buffer, s a string, S a string or
# none, b bytes and their length, a an address, t a timeout. In the lines {0} to {3} are the
# arguments, {s} is the socket, {v} the value and {a} the address that come of it.
Call = collections.namedtuple("Call", "kind shapes defaults declare code")


def _call(kind, shapes, declare, code, *defaults):
    return Call(kind, shapes, defaults, declare, code)


def _number(kind, name):
    return _call("number", "l", kind + " {v} = 0;", "result = pysock_%s({0}, &{v}, &error);" % name)


def _attribute(name):
    return _call("number", "", "long {v} = 0;", "result = 0;\n\t{v} = pysock_%s({s});" % name)


def _count(name, shapes, arguments, *defaults):
    return _call("number", shapes, "long {v} = 0;",
                 "result = {v} = pysock_%s(%s, &error);" % (name, arguments), *defaults)


def _does(name, shapes, arguments="{s}, {0}", *defaults):
    return _call("nothing", shapes, "", "result = pysock_%s(%s, &error);" % (name, arguments),
                 *defaults)


def _named(name):
    return _call("address", "", "struct pysock_address {a};",
                 "result = pysock_%s({s}, &{a}, &error);" % name)


def _timeout(get):
    return _call("timeout", "", "struct pysock_timeout {v};",
                 "result = 0;\n\t{v} = %s;" % get)


# By name, a method's with a dot; of several calls of one name the first that fits the arguments.
# The defaults are those of the last arguments.
CALLS = {
    "socket": [_call("socket", "iii", "struct pysock *{v} = NULL;",
                     "result = pysock_socket({0}, {1}, {2}, &{v}, &error);",
                     "AF_INET", "SOCK_STREAM", "0")],
    "socketpair": [_call("pair", "iii", "struct pysock *{v}[2] = {{NULL, NULL}};",
                         "result = pysock_socketpair({0}, {1}, {2}, {v}, &error);",
                         "AF_UNIX", "SOCK_STREAM", "0")],
    "fromfd": [_call("socket", "iiii", "struct pysock *{v} = NULL;",
                     "result = pysock_fromfd((int){0}, {1}, {2}, {3}, &{v}, &error);", "0")],
    "htonl": [_number("uint32_t", "htonl")],
    "htons": [_number("uint16_t", "htons")],
    "ntohl": [_number("uint32_t", "ntohl")],
    "ntohs": [_number("uint16_t", "ntohs")],
    "inet_aton": [_call("bytes", "s", "unsigned char {v}[4];",
                        "result = pysock_inet_aton({0}, {v}, &error) < 0 ? -1 : 4;")],
    "inet_pton": [_call("bytes", "is", "unsigned char {v}[16];",
                        "result = pysock_inet_pton({0}, {1}, {v}, &error);")],
    "inet_ntoa": [_call("text", "b", "char {v}[16];",
                        "result = pysock_inet_ntoa({0}, {v}, &error);")],
    "inet_ntop": [_call("text", "ib", "char {v}[46];",
                        "result = pysock_inet_ntop({0}, {1}, {v}, &error);")],
    "gethostbyname": [_call("text", "s", "char {v}[PYSOCK_HOST_SIZE];",
                            "result = pysock_gethostbyname({0}, {v}, &error);")],
    "gethostname": [_call("text", "", "char *{v} = NULL;",
                          "result = pysock_gethostname(&{v}, &error);")],
    "getfqdn": [_call("text", "S", "char *{v} = NULL;",
                      "result = pysock_getfqdn({0}, &{v}, &error);", "NULL")],
    "getprotobyname": [_count("getprotobyname", "s", "{0}")],
    "getservbyname": [_count("getservbyname", "sS", "{0}, {1}", "NULL")],
    "getservbyport": [_call("text", "iS", "char *{v} = NULL;",
                            "result = pysock_getservbyport({0}, {1}, &{v}, &error);", "NULL")],
    "getdefaulttimeout": [_timeout("pysock_getdefaulttimeout()")],
    "setdefaulttimeout": [_does("setdefaulttimeout", "t", "{0}")],
    ".accept": [_call("accepted", "",
                      "struct pysock *{v} = NULL;\n\tstruct pysock_address {a};",
                      "result = pysock_accept({s}, &{v}, &{a}, &error);")],
    ".bind": [_does("bind", "a")],
    ".close": [_does("close", "", "{s}")],
    ".connect": [_does("connect", "a")],
    ".connect_ex": [_count("connect_ex", "a", "{s}, {0}")],
    ".fileno": [_attribute("fileno")],
    ".family": [_attribute("family")],
    ".type": [_attribute("type")],
    ".proto": [_attribute("proto")],
    ".getpeername": [_named("getpeername")],
    ".getsockname": [_named("getsockname")],
    ".getsockopt": [_call("number", "ii", "int {v} = 0;",
                          "result = pysock_getsockopt({s}, {0}, {1}, &{v}, &error);"),
                    _call("bytes", "iin", "unsigned char {v}[{2} + 1];",
                          "result = pysock_getsockopt_bytes({s}, {0}, {1}, {v}, {2}, &error);")],
    ".gettimeout": [_timeout("pysock_gettimeout({s})")],
    ".listen": [_does("listen", "i")],
    ".recv": [_call("bytes", "ni", "unsigned char {v}[{0} + 1];",
                    "result = pysock_recv({s}, {v}, {0}, {1}, &error);", "0")],
    ".recvfrom": [_call("received", "ni",
                        "unsigned char {v}[{0} + 1];\n\tstruct pysock_address {a};",
                        "result = pysock_recvfrom({s}, {v}, {0}, {1}, &{a}, &error);", "0")],
    ".send": [_count("send", "bi", "{s}, {0}, {1}", "0")],
    ".sendall": [_does("sendall", "bi", "{s}, {0}, {1}", "0")],
    ".sendto": [_count("sendto", "ba", "{s}, {0}, 0, {1}"),
                _count("sendto", "bia", "{s}, {0}, {1}, {2}")],
    ".setblocking": [_does("setblocking", "i")],
    ".setsockopt": [_does("setsockopt_bytes", "iib", "{s}, {0}, {1}, {2}"),
                    _does("setsockopt", "iii", "{s}, {0}, {1}, {2}")],
    ".settimeout": [_does("settimeout", "t")],
    ".shutdown": [_does("shutdown", "i")],
}
ATTRIBUTES = (".family", ".type", ".proto")


def _fits(name, call, arguments):
    least = len(call.shapes) - len(call.defaults)
    if not least <= len(arguments) <= len(call.shapes):
        return False
    if name == ".getsockopt" and arguments[2:] == [0]:
        return False  # in Python that is as good as none
    if name == ".setsockopt" and call.shapes == "iib":
        return tag_of(arguments[2])[0] is not None
    return True


def _argument(program, shape, value, family):
    """The argument as C has it; lines before it may make it."""
    if shape == "a":
        return address.expression_of(program, value, family)
    if shape == "t":
        if value is None:
            return "pysock_no_timeout()"
        return "pysock_seconds(%s)" % expression.real(value)
    if shape == "n":
        return expression.buffer_size(value)
    if shape == "S" and value is None:
        return "NULL"
    if shape in "sS":
        return expression.string(value)
    if shape == "l":
        return expression.integer(program, value)
    if shape == "b":
        return "%s, %d" % expression.data(value)
    return expression.int_of(program, value)


def _family(name, call, arguments, target):
    """That of the socket, or the one that the call is given; the default is the call's."""
    if target:
        return target.family
    place = 1 if name == "fromfd" else 0
    tag, content = tag_of(arguments[place]) if len(arguments) > place else (None, None)
    if tag == "const":
        return content
    return call.defaults[0] if len(call.defaults) == len(call.shapes) and call.defaults else None


# What a call leaves behind: its kind, and the names of C for its value and its address.
Called = collections.namedtuple("Called", "kind value address family")


def _called(program, kind, given, family):
    """The names for what comes of a call: the row's own where they are free."""
    first, last = given if isinstance(given, list) and len(given) == 2 else (given, given)
    if kind == "pair":
        value = program.name_for(given, "pair")
    else:
        value = program.name_for(None if kind == "address" else first, "value")
    return Called(kind, value, program.name_for(last, "address"), family)


def _add_constant(program, name):
    called = Called("number", program.number("value"), None, None)
    if name == "has_ipv6":
        program.add("long long %s = pysock_has_ipv6();" % called.value, "result = 0;")
    else:
        program.add("long long %s = 0;" % called.value,
                    'result = pysock_constant("%s", &%s, &error);' % (name, called.value))
    return called


def _add_call(program, call, arguments, target, called):
    given = [_argument(program, shape, value, target.family if target else None)
             for shape, value in zip(call.shapes, arguments)]
    missing = len(call.shapes) - len(given)
    given += call.defaults[len(call.defaults) - missing:] if missing else ()
    names = {"s": target.c if target else "", "v": called.value, "a": called.address}
    program.add(*(text.format(*given, **names) for text in (call.declare, call.code) if text))


def add_step(program, step):
    """Adds the call of a {"call": ...} or {"get": ...} step."""
    name, *arguments = step["call"] if "call" in step else [step["get"]]
    head, dot, rest = name.partition(".")
    target = program.variables.get(head)
    found = [call for call in CALLS.get(dot + rest if dot else name, ())
             if _fits(dot + rest, call, arguments)]
    if "get" in step and not dot and not target:
        return _add_constant(program, name)
    if not found or "with" in step or bool(dot) != bool(target) or \
            (dot + rest in ATTRIBUTES) != ("get" in step):
        raise Unsayable("pysock.h has no %s() for these arguments" % (rest or name))
    family = _family(name, found[0], arguments, target)
    called = _called(program, found[0].kind, step.get("as"), family)
    _add_call(program, found[0], arguments, target, called)
    return called
