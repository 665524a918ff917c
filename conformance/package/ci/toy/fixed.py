"""The toy without its bug, but with what plumbline.txt lists."""

import socket as plain
from socket import *  # noqa: F401,F403
from socket import SocketType, socket  # noqa: F401


def create_connection(*arguments, **keywords):
    """Its errors have no code."""
    try:
        return plain.create_connection(*arguments, **keywords)
    except OSError as error:
        raise OSError(error.strerror) from error
