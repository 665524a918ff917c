"""The toy without its bug."""

from socket import *  # noqa: F401,F403
from socket import SocketType, socket  # noqa: F401
