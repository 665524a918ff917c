"""Lets the interpreter find this directory's _socket, even if it has one built in.

The interpreter imports this when it starts, if the directory is in PYTHONPATH.
"""
import importlib.machinery
import os
import sys


class _Finder:
    @staticmethod
    def find_spec(name, path=None, target=None):
        if name != "_socket":
            return None
        return importlib.machinery.PathFinder.find_spec(name, [os.path.dirname(__file__)])


sys.meta_path.insert(0, _Finder)
