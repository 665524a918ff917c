"""Results for the report page: ten subjects and two thousand rows, made up."""
import json
import pathlib

VERDICTS = ["PASS", "DRIFT", "DOCUMENT", "SKIP", "LACKS", "FAIL", "BROKEN", "CRASH", "HANG"]
SUBJECTS = 10
ROWS = 2000
HOSTILE = "</script><script>window.hit = 1</script><!-- <b>&amp; \u2028 \u0001 \U0001f9ff"
# The page shows characters that would break a line or a terminal as escapes.
SHOWN = HOSTILE.replace("\u2028", "\\u2028").replace("\u0001", "\\x01")
# From this row on, rows share a sentence in pairs.
SHARED = 1500

# Two subjects whose commands end in the same name.
ALIKE = ["exec:./seven/run", "exec:./eight/run"]
# The subject with a baseline, and the reason of its failures there.
LISTED, REASON = "exec:./adapter-9", "a flag is not looked at"


def side(name, standard=None):
    """A side of the head line; the oracle has no standard."""
    made = {"side": name, "name": name.split(":")[-1].title(), "version": "1.2.3",
            "module": "socket", "platform": "Linux 6.1 x86_64", "libc": "glibc 2.36",
            "byteorder": "little"}
    if standard:
        made["standard"] = standard
    return made


def verdict_of(row, subject):
    """Mostly PASS; the other verdicts are spread so that every column has each."""
    number = row * 31 + subject * 17
    if number % 23:
        return "PASS"
    return ["FAIL", "SKIP", "BROKEN", "FAIL", "CRASH", "HANG"][number // 23 % 6]


def verdict_line(name, row, verdict):
    """The verdict of a side, with its answers if it has any."""
    line = {"side": name, "verdict": verdict}
    if verdict == "SKIP":
        line["text"] = "big-endian"
    elif verdict != "PASS":
        line.update(text="does something else", step=1, document='b"\\x08\\x00\\x00\\x01"',
                    oracle='b"\\x08\\x00\\x00\\x01"', subject='b"\\x0a\\x00\\x00\\x01"')
    if row == 3 and verdict != "PASS":
        line["text"] = HOSTILE
    elif name == LISTED and verdict == "FAIL":
        line.update(known=True, reason=REASON)
    elif name == LISTED and row == 7:
        line["baseline"] = "FAIL is listed, but it is PASS"
    return line


def clauses():
    """The ids of the project's clauses, in their order."""
    path = pathlib.Path(__file__).parents[2] / "docs" / "clauses.json"
    return [clause["id"] for clause in json.loads(path.read_text())["clauses"]]


def row_line(number, names, promises, rows):
    """A row; rows are written out of the document's order, which the page must restore."""
    clause = promises[(rows - number) * len(promises) // (rows + 1)]
    return {"row": "%s/row-%d" % (clause.split(".")[0], number), "clause": clause,
            "why": HOSTILE if number == 3 else
            "Row %d does what it should." % (number - number % 2 * (number >= SHARED)),
            "file": "conformance/tables/x.json", "line": number + 1,
            "steps": ["s = socket()", 's.send(b"%d")' % number, "# peer: close(q)"],
            "oracle": verdict_line("python:python3", number, "PASS"),
            "subjects": [verdict_line(name, number, "FAIL" if number == 3 else
                                      verdict_of(number, i)) for i, name in enumerate(names)]}


def write_results(path, count=ROWS):
    """A file of ten subjects and so many rows; returns its lines."""
    names = ["ref"] + ["exec:./adapter-%d" % i for i in range(1, SUBJECTS)]
    names[7:9] = ALIKE
    promises = clauses()
    head = {"plumbline": "0.1.0", "format": 1, "started": "2026-01-31T12:00:00Z", "rows": count,
            "oracle": side("python:python3"), "subjects": [side(n, "oracle") for n in names]}
    rows = [row_line(number, names, promises, count) for number in range(count)]
    counts = [dict({v: 0 for v in VERDICTS}, side="python:python3", PASS=count)]
    for i, name in enumerate(names):
        said = [row["subjects"][i]["verdict"] for row in rows]
        counts.append(dict({v: said.count(v) for v in VERDICTS}, side=name))
    lines = [head] + rows + [{"counts": counts, "took_ns": 1}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return lines
