"""Addresses as Python writes them, made by pysock.h's constructors."""
import expression
from expression import Unsayable
from values import tag_of


def _is_inet6(host, family):
    if family:
        return family == "AF_INET6"
    return isinstance(host, str) and ":" in host


def _add_inet(program, items, name, family):
    """(host, port), and perhaps more members."""
    host = expression.string(items[0] if items else None)
    if not 2 <= len(items) <= 4 or (family and not family.startswith("AF_INET")):
        raise Unsayable("an address of %d members has no form in C" % len(items))
    numbers = [expression.integer(program, item) for item in items[1:]]
    numbers += ["0"] * (4 - len(items))
    inet6 = _is_inet6(items[0], family)
    if inet6 or len(items) > 2:
        program.add("pysock_address_inet6(&%s, %s, %s);" % (name, host, ", ".join(numbers)))
    else:
        program.add("pysock_address_inet(&%s, %s, %s);" % (name, host, numbers[0]))
    if inet6 and len(items) < 4:
        program.add("%s.members = %d;" % (name, len(items)))


def _add_path(program, path, name):
    """A path in the program's own directory."""
    program.needs_directory = True
    program.add("pysock_address_unix(&%s, path, (size_t)snprintf(path, sizeof path, \"%%s/%%s\", "
                "directory, %s));" % (name, expression.string(path)))


def expression_of(program, value, family):
    """The expression of an address, which lines before it make where need be."""
    tag, content = tag_of(value)
    if tag == "var" and program.kind_of(content) == "address":
        return "&" + program.variables[content].c
    name = program.number("address")
    program.add("struct pysock_address %s;" % name)
    if tag == "tuple":
        _add_inet(program, content, name, family)
    elif tag == "path" and isinstance(content, str):
        _add_path(program, content, name)
    else:
        raise Unsayable("an address of another form than Python's has none in C")
    return "&" + name
