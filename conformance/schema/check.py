#!/usr/bin/env python3
"""Checks JSON files against the schemas that they name in `$schema`, and the schemas themselves.

    check.py FILE...

The runner refuses the same files for the same reasons, and more; this is the proof that an
editor, or another project, may believe the schemas.
"""
import json
import os
import sys

import jsonschema


def load(path):
    with open(path, encoding="utf-8") as file:
        return json.load(file)


def schemas(directory):
    """Every schema of the directory by its file's name, as references have it."""
    names = sorted(name for name in os.listdir(directory) if name.endswith(".schema.json"))
    return {name: load(os.path.join(directory, name)) for name in names}


def where(error):
    return "/".join(str(part) for part in error.absolute_path) or "the whole"


def validator_of(name, known):
    """A validator that finds the other schemas, in the way of this version of jsonschema."""
    try:
        from referencing import Registry, Resource
    except ImportError:
        resolver = jsonschema.RefResolver(name, known[name], store=known)
        return jsonschema.Draft202012Validator(known[name], resolver=resolver)
    resources = [(key, Resource.from_contents(schema)) for key, schema in known.items()]
    registry = Registry().with_resources(resources)
    return jsonschema.Draft202012Validator(known[name], registry=registry)


def check(path, known):
    """What is wrong with the file, a line each."""
    root = load(path)
    name = os.path.basename(root.get("$schema", "")) if isinstance(root, dict) else ""
    if name not in known:
        return ["%s: $schema names none of %s" % (path, ", ".join(known))]
    validator = validator_of(name, known)
    errors = sorted(validator.iter_errors(root), key=lambda error: list(map(
        str, error.absolute_path)))
    return ["%s: %s: %s" % (path, where(error), error.message[:300]) for error in errors]


def main():
    known = schemas(os.path.dirname(os.path.abspath(__file__)))
    for schema in known.values():
        jsonschema.Draft202012Validator.check_schema(schema)
    wrong = [line for path in sys.argv[1:] for line in check(path, known)]
    for line in wrong:
        print(line, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
