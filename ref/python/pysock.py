"""The socket module on libpysock: the interpreter's own socket.py, over this extension of it."""
import importlib.util
import sys

from pysock import _socket


def _play_socket_py(namespace):
    """Runs socket.py in a namespace, with this _socket in place of the interpreter's."""
    usual = sys.modules.get("_socket")
    sys.modules["_socket"] = _socket
    try:
        code = importlib.util.find_spec("socket").loader.get_code("socket")
        exec(code, namespace)
    finally:
        if usual is None:
            del sys.modules["_socket"]
        else:
            sys.modules["_socket"] = usual


_play_socket_py(globals())
