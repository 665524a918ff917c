"""A row's far end as steps of libpysock itself: its peers become sockets of the same program."""
import json

from expression import Unsayable
from values import data_of, tag_of

USUAL_BACKLOG = 128
FAMILIES = {"inet": "AF_INET", "inet6": "AF_INET6", "unix": "AF_UNIX"}
HOSTS = {"inet": "127.0.0.1", "inet6": "::1"}
HOW = {"read": "SHUT_RD", "write": "SHUT_WR", "both": "SHUT_RDWR"}


def _method(peer, name, *arguments):
    return {"call": ["%s.%s" % (peer, name)] + list(arguments)}


def _own_address(peer):
    """Its own address, for which later steps may ask."""
    return dict(_method(peer, "getsockname"), **{"as": peer + "_address"})


def _bound(kind, name, site):
    if site.startswith("far"):
        raise Unsayable("its far end is another host, which exists only in a lab")
    address = {"path": "peer-" + name} if site == "unix" else {"tuple": [HOSTS[site], 0]}
    return [{"call": ["socket", {"const": FAMILIES[site]}, {"const": kind}], "as": name},
            _method(name, "bind", address)]


def _listen(name, site, backlog=USUAL_BACKLOG):
    return _bound("SOCK_STREAM", name, site) + [_method(name, "listen", backlog),
                                                _own_address(name)]


def _bind(name, site):
    return _bound("SOCK_DGRAM", name, site) + [_own_address(name)]


def _accept(name, listener):
    return [dict(_method(listener, "accept"), **{"as": [name, name + "_from"]}),
            _own_address(name)]


def _receive(_, peer, wanted):
    if not data_of(wanted):
        raise Unsayable("what its far end receives is known only when it is played")
    size = len(data_of(wanted))
    return [dict(_method(peer, "recv", size, {"const": "MSG_WAITALL"}), gives=wanted)]


VERBS = {
    "listen": _listen,
    "bind": _bind,
    "accept": _accept,
    "receive": _receive,
    "sendto": lambda _, peer, data, address: [_method(peer, "sendto", data, address)],
    "eof": lambda _, peer: [dict(_method(peer, "recv", 1), gives={"bytes": ""})],
    "close": lambda _, peer: [_method(peer, "close")],
    "shutdown": lambda _, peer, how: [_method(peer, "shutdown", {"const": HOW[how]})],
    "wait": lambda _, duration: [{"wait": duration}],
    "send": lambda _, peer, data: [_method(peer, "sendall", data)],
}


def _peer_steps(step, urgent):
    verb, *arguments = step["peer"]
    if verb not in VERBS or (verb == "send" and len(arguments) != 2):
        raise Unsayable("its far end's `%s` takes more than a call of C" % verb)
    if verb == "receive" and urgent:
        raise Unsayable("a stream with urgent data is not received in one call")
    return VERBS[verb](step.get("as", "other"), *arguments)


def _with_addresses(value):
    """{"peer": "p"} is the variable p_address from now on."""
    tag, content = tag_of(value)
    if tag == "peer" and isinstance(content, str):
        return {"var": content + "_address"}
    if isinstance(value, list):
        return list(map(_with_addresses, value))
    if isinstance(value, dict):
        return {key: _with_addresses(item) for key, item in value.items()}
    return value


def own_steps(steps):
    """The row's steps, of which none is its far end's any more."""
    urgent = '"MSG_OOB"' in json.dumps(steps)  # at which every call of recv() ends
    own = []
    for step in steps:
        if "meanwhile" in step:
            raise Unsayable("its far end does something meanwhile, which takes a thread")
        own += _peer_steps(step, urgent) if "peer" in step else [step]
    return _with_addresses(own)
