"""A socket module with one bug: the parts of an address come in the wrong order."""

from fixed import *  # noqa: F401,F403


def inet_ntoa(packed_ip):
    return ".".join(str(part) for part in bytes(packed_ip)[::-1])
