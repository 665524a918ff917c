"""Reads a form of a report with another project's parser, and prints the contents.

    python3 conformance/test/report_read.py junit|csv|badge|html|links|deviations FILE
    python3 conformance/test/report_read.py script FILE ROW [KIND]
"""
import base64
import csv
import html.parser
import json
import sys
import xml.etree.ElementTree
import zlib


def read_junit(path):
    """Prints a line for each suite, then one for each case that did not simply pass."""
    root = xml.etree.ElementTree.parse(path).getroot()
    print(root.tag, *[root.get(key) for key in ("tests", "failures", "errors", "skipped")])
    names = []
    for suite in root:
        print(suite.get("name"), *[suite.get(key) for key in ("tests", "failures", "errors",
                                                             "skipped", "timestamp")])
        for case in suite.iter("testcase"):
            names.append((case.get("classname"), case.get("name")))
            for outcome in case:
                print(case.get("classname"), case.get("name"), outcome.tag, outcome.get("type"),
                      ascii(outcome.get("message")), ascii(outcome.text or ""))
    if len(names) != len(set(names)):
        print("two cases have one name")


def read_csv(path):
    """Prints each record as a line of JSON."""
    with open(path, newline="", encoding="utf-8") as file:
        for record in csv.reader(file, strict=True):
            print(json.dumps(record))


def read_badge(path):
    """Prints the members that shields.io asks for."""
    with open(path, encoding="utf-8") as file:
        badge = json.load(file)
    print(badge["schemaVersion"], badge["label"], badge["message"], badge["color"], sep="; ")


class Page(html.parser.HTMLParser):
    """Collects the elements' names, and the text of the element with this id."""

    def __init__(self, wanted="data"):
        super().__init__()
        self.tags, self.data, self.inside, self.wanted = [], "", False, wanted

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.inside = ("id", self.wanted) in attrs
        for name, value in attrs:
            if name in ("src", "href") and not value.startswith("#"):
                print("the page asks for", value)

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.data += data

    def unpacked(self):
        """The value that the element holds, packed by zlib and in base64."""
        return json.loads(zlib.decompress(base64.b64decode(self.data)).decode())


def page_of(path, wanted="data"):
    """The page, with the contents of the element with this id."""
    page = Page(wanted)
    with open(path, encoding="utf-8") as file:
        page.feed(file.read())
    return page


def with_details(data):
    """The data, whose rows name texts and details by number, with them in their places."""
    for details in data["details"]:
        if "steps" in details:
            details["steps"] = [data["texts"][int(i)] for i in details["steps"].split()]
    for name in data["names"]:
        for clause in name["clauses"]:
            for row in clause["rows"]:
                numbers = row["d"].split()
                row["d"] = {i: data["details"][int(number)]
                            for i, number in zip(numbers[::2], numbers[1::2])}
    return data


def read_html(path):
    """Prints the number of scripts, and the data."""
    page = page_of(path)
    data = with_details(page.unpacked())
    print(page.tags.count("script"), "scripts")
    for column in data["columns"]:
        print(column["label"], column["counts"], column["repro"])
    for name in data["names"]:
        for clause in name["clauses"]:
            print(name["name"], clause["id"], json.dumps(clause.get("promise")),
                  json.dumps([[row["id"], row["v"], row["d"]] for row in clause["rows"]]))


def read_links(path):
    """Prints the links to other pages."""
    for link in page_of(path).unpacked()["links"]:
        print(link["text"], link["url"])


def read_script(path, row, kind="0"):
    """Prints the row's script as the page composes it, or why there is none."""
    scripts = page_of(path, "scripts").unpacked()
    script = scripts["rows"].get(row, {}).get(kind, "the tables have no such row")
    print(script if isinstance(script, str) else "\n".join(scripts["lines"][i] for i in script))


def text_of(element):
    """The text of the element and its children, on one line."""
    return " ".join("".join(element.itertext()).split())


def read_deviations(path):
    """Prints the index, then each section with its causes and lines; the page must be XML, too."""
    main_part = xml.etree.ElementTree.parse(path).getroot().find("body/main")
    for row in main_part.findall("table/tbody/tr"):
        print("index", *[text_of(cell) for cell in row], sep="; ")
    for section in main_part.findall("section"):
        print("section", section.get("id"), *[text_of(p) for p in section.findall("p")], sep="; ")
        for pre in section.findall("pre"):
            print(ascii(pre.text))
        for cause in section.findall("details"):
            print("cause", *[text_of(part) for part in cause if part.tag in ("summary", "p")],
                  sep="; ")
            for link in cause.findall("summary/a"):
                print("link", link.get("href"))
            for advice in cause.findall("ul/li"):
                print("advice", text_of(advice))
            for row in cause.findall("table/tbody/tr"):
                print("line", *[text_of(cell) for cell in row], sep="; ")


def main():
    """Reads one file in one form."""
    {"junit": read_junit, "csv": read_csv, "badge": read_badge, "html": read_html,
     "links": read_links, "deviations": read_deviations,
     "script": read_script}[sys.argv[1]](*sys.argv[2:])


if __name__ == "__main__":
    main()
