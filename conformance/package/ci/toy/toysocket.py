"""A socket module with one bug: the parts of an address come in the wrong order."""

from socket import *  # noqa: F401,F403
from socket import SocketType, socket  # noqa: F401


def inet_ntoa(packed_ip):
    return ".".join(str(part) for part in bytes(packed_ip)[::-1])
