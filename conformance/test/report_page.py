"""Drives the report page in a headless Chromium, as a reader would.

    python3 conformance/test/report_page.py build/plumbline build/page

Needs chromium and chromedriver; says so and ends with status 77 where they are missing. The page
and the screenshots stay in the directory.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

VERDICTS = ["PASS", "DRIFT", "DOCUMENT", "SKIP", "LACKS", "FAIL", "BROKEN", "CRASH", "HANG"]
SKIPPED = 77
SUBJECTS = 10
ROWS = 2000
HOSTILE = "</script><script>window.hit = 1</script><!-- <b>&amp; \u2028 \u0001 \U0001f9ff"
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--hide-scrollbars", "--force-device-scale-factor=1"]


# --- results, as many as a page must bear -------------------------------------------------------

# Two whose last names are one.
ALIKE = ["exec:./seven/run", "exec:./eight/run"]
# The subject that was played with a baseline, and why its failures are in that.
LISTED, REASON = "exec:./adapter-9", "a flag is not looked at"


def side(name, standard=None):
    """A side of the head; the oracle has no standard."""
    made = {"side": name, "name": name.split(":")[-1].title(), "version": "1.2.3",
            "module": "socket", "platform": "Linux 6.1 x86_64", "libc": "glibc 2.36",
            "byteorder": "little"}
    if standard:
        made["standard"] = standard
    return made


def verdict_of(row, subject):
    """Mostly PASS; the rest spread so that every verdict stands in every column."""
    number = row * 31 + subject * 17
    if number % 23:
        return "PASS"
    return ["FAIL", "SKIP", "BROKEN", "FAIL", "CRASH", "HANG"][number // 23 % 6]


def verdict_line(name, row, verdict):
    """The verdict of a side, with its answers where it has some."""
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


def row_line(number, names, promises):
    """Rows are written in an order that is not the document's: the page must find it."""
    clause = promises[(ROWS - number) * len(promises) // (ROWS + 1)]
    return {"row": "%s/row-%d" % (clause.split(".")[0], number), "clause": clause,
            "why": HOSTILE if number == 3 else "Row %d does what it should." % number,
            "file": "conformance/tables/x.json", "line": number + 1,
            "steps": ["s = socket()", 's.send(b"%d")' % number, "# peer: close(q)"],
            "oracle": verdict_line("python:python3", number, "PASS"),
            "subjects": [verdict_line(name, number, "FAIL" if number == 3 else
                                      verdict_of(number, i)) for i, name in enumerate(names)]}


def write_results(path):
    """A file of ten subjects and two thousand rows; returns its lines."""
    names = ["ref"] + ["exec:./adapter-%d" % i for i in range(1, SUBJECTS)]
    names[7:9] = ALIKE
    promises = clauses()
    head = {"plumbline": "0.1.0", "format": 1, "started": "2026-01-31T12:00:00Z", "rows": ROWS,
            "oracle": side("python:python3"), "subjects": [side(n, "oracle") for n in names]}
    rows = [row_line(number, names, promises) for number in range(ROWS)]
    counts = [dict({v: 0 for v in VERDICTS}, side="python:python3", PASS=ROWS)]
    for i, name in enumerate(names):
        said = [row["subjects"][i]["verdict"] for row in rows]
        counts.append(dict({v: said.count(v) for v in VERDICTS}, side=name))
    lines = [head] + rows + [{"counts": counts, "took_ns": 1}]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return lines


# --- the browser --------------------------------------------------------------------------------

def start_driver():
    """A chromedriver, and the port that the system chose for it.

    It takes the port for IPv6 first, and ends where the same one is not free for IPv4.
    """
    said = ""
    for _ in range(10):
        driver = subprocess.Popen(["chromedriver", "--port=0"], stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, universal_newlines=True)
        for line in driver.stdout:
            found = re.search(r"started successfully on port (\d+)", line)
            if found:
                return driver, found.group(1)
            said += line
        driver.wait()
        driver.stdout.close()
    raise RuntimeError("chromedriver did not start:\n" + said)


class Browser:
    """A chromedriver and its one session, by the WebDriver protocol."""

    def __init__(self, width, height):
        self.profile = tempfile.mkdtemp(prefix="plumbline-page-")
        self.session = None
        self.driver, port = start_driver()
        try:
            self.base = "http://127.0.0.1:%s" % port
            flags = FLAGS + ["--user-data-dir=" + self.profile,
                             "--window-size=%d,%d" % (width, height)]
            wanted = {"browserName": "chrome", "goog:loggingPrefs": {"browser": "ALL"},
                      "goog:chromeOptions": {"args": flags, "binary": shutil.which("chromium")}}
            answer = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
            self.session = answer["sessionId"]
        except BaseException:
            self.close()
            raise

    def ask(self, method, path, body=None):
        """One request of the protocol; its value."""
        if self.session:
            path = "/session/%s%s" % (self.session, path)
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self.base + path, data, method=method,
                                         headers={"Content-Type": "application/json"})
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            raise RuntimeError(json.load(error)["value"]["message"])

    def open(self, url):
        """Goes there, and ends when the page is loaded."""
        self.ask("POST", "/url", {"url": url})

    def run(self, script, *arguments):
        """What the script returns, played in the page."""
        return self.ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def wait(self, script, *arguments):
        """Until the script's value is true; a page that never gets there hangs until the limit."""
        return self.ask("POST", "/execute/async", {
            "script": "const done = arguments[arguments.length - 1], given = [...arguments];"
                      "(function again() { const value = (function () {" + script +
                      "}).apply(null, given); value ? done(value) : setTimeout(again, 20) })()",
            "args": list(arguments)})

    def element(self, selector):
        """The first element of the CSS selector."""
        found = self.ask("POST", "/element", {"using": "css selector", "value": selector})
        return list(found.values())[0]

    def click(self, selector):
        """Clicks as a mouse does: an element that is covered cannot be."""
        self.ask("POST", "/element/%s/click" % self.element(selector), {})

    def type(self, selector, text):
        """Types as a keyboard does."""
        self.ask("POST", "/element/%s/value" % self.element(selector), {"text": text})

    def screenshot(self, path):
        """Of what is in the window, as PNG."""
        import base64
        path.write_bytes(base64.b64decode(self.ask("GET", "/screenshot")))

    def resize(self, width, height):
        """The window's size; headless, so it is the page's too."""
        self.ask("POST", "/window/rect", {"width": width, "height": height})

    def darken(self):
        """As a system that is set to dark."""
        self.ask("POST", "/goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": {
            "features": [{"name": "prefers-color-scheme", "value": "dark"}]}})

    def complaints(self):
        """What the console has shown since it was last asked."""
        return self.ask("POST", "/se/log", {"type": "browser"})

    def close(self):
        """Ends the browser and its driver."""
        try:
            if self.session:
                self.ask("DELETE", "")
        finally:
            self.driver.terminate()
            self.driver.wait()
            self.driver.stdout.close()
            shutil.rmtree(self.profile, ignore_errors=True)


# --- what a reader does -------------------------------------------------------------------------

def check(got, want, what):
    """Ends the test where they differ."""
    if got != want:
        raise SystemExit("%s: got %r, want %r" % (what, got, want))


ROW_IDS = "return [...document.querySelectorAll('tr.row')].map(row => row.dataset.row)"
FOUND = "return document.getElementById('found').textContent"
HASH = "return location.hash"


def check_opened(browser, lines):
    """The head, the columns, the names in the document's order; no row is drawn yet."""
    labels = ["oracle"] + [s["side"] for s in lines[0]["subjects"]]
    heads = browser.run("return [...document.querySelectorAll('#columns th')].slice(1)"
                        ".map(th => th.textContent)")
    check(len(heads), len(labels), "columns")
    for i, head in [(7, "exec:adapter-6"), (8, ALIKE[0]), (9, ALIKE[1])]:
        check(heads[i][:len(head)], head, "no more of a column's name than tells it apart")
    names = list(dict.fromkeys(clause.split(".")[0] for clause in clauses()))
    check(browser.run("return [...document.querySelectorAll('tr.name .opener')]"
                      ".map(b => b.textContent)"), names, "names")
    check(browser.run(ROW_IDS), [], "rows before anything is opened")
    check(browser.run("return document.querySelectorAll('.card').length"), len(labels), "cards")
    check("2026-01-31 12:00:00 UTC" in browser.run("return document.querySelector('#facts')"
                                                   ".textContent"), True, "the date in the head")
    check(browser.run("return window.hit === undefined"), True, "the data are not a script")


def check_filtered(browser, lines):
    """By verdict, by subject and by text; the address follows."""
    rows = lines[1:-1]
    crashed = [r["row"] for r in rows if any(s["verdict"] == "CRASH" for s in r["subjects"])]
    browser.run("document.querySelector('#v input[value=CRASH]').click()")
    check(browser.run(FOUND).split(" rows")[0], "%d of 2,000" % len(crashed), "found")
    check(browser.run(HASH), "#v=CRASH", "address")
    browser.run("const s = document.getElementById('s'); s.value = 'ref';"
                "s.dispatchEvent(new Event('change'))")
    mine = [r["row"] for r in rows if r["subjects"][0]["verdict"] == "CRASH"]
    check(browser.run(FOUND).split(" rows")[0], "%d of 2,000" % len(mine), "found of ref")
    check(sorted(browser.run(ROW_IDS)), sorted(mine), "the rows, laid open since they are few")
    check(browser.run("return document.querySelectorAll('#columns th').length"), 3,
          "the columns of one subject: names, oracle, subject")
    browser.click("#clear")
    browser.type("#q", "row-1212 ")
    browser.wait("return document.querySelectorAll('tr.row').length === 1")
    check(browser.run(HASH), "#q=row-1212", "address of a search")
    return browser.run(ROW_IDS)[0]


def check_known(browser, page, lines, directory):
    """What a baseline knows, with its reason, and what somebody must look at."""
    said = {row["row"]: row["subjects"][-1] for row in lines[1:-1]}
    known = [row for row in said if said[row].get("known")]
    look = [row for row in said if row not in known and
            said[row]["verdict"] not in ("PASS", "SKIP") or said[row].get("baseline")]
    for word, want in (("known", known), ("to look at", look)):
        browser.open("about:blank")
        browser.open(page + "#k=%s&s=%s" % (word.replace(" ", "%20"), LISTED))
        check(browser.run(FOUND).split(" ")[0], str(len(want)), word)
    check(browser.run("return document.querySelector('.card:last-child .off + .off').textContent"),
          "%d known, %d to look at" % (len(known), len(look)), "the card")
    browser.open("about:blank")
    browser.open(page + "#row=" + known[0])
    browser.wait("return document.querySelector('tr.detail')")
    check(browser.run("return document.querySelector('.panel .because').textContent"), REASON,
          "the reason")
    browser.screenshot(directory / "known.png")


def check_copied(browser, button, want):
    """What a click on the button has put on the clipboard, as pasting shows it."""
    browser.click(button)
    browser.wait("return document.getElementById('said').textContent.startsWith('Copied')")
    browser.run("document.getElementById('said').textContent = '';"
                "const area = document.createElement('textarea'); area.id = 'pasted';"
                "document.body.prepend(area); area.focus()")
    browser.type("#pasted", "\ue009v\ue000")
    pasted = browser.run("const area = document.getElementById('pasted'); area.remove();"
                         "return area.value")
    check(want in pasted, True, "copied %r, not %r:" % (pasted, want))


def check_row(browser, row):
    """Opened by a click; the answers are marked, the command is the row's."""
    browser.click('tr[data-row="%s"] .opener' % row)
    browser.wait("return document.querySelector('tr.detail')")
    check(browser.run(HASH), "#q=row-1212&row=" + row, "address of an open row")
    check(browser.run("return document.querySelectorAll('.panel pre span').length"), 3, "steps")
    check_copied(browser, ".repeat button", "plumbline run exec:./adapter-6 --filter " + row)
    check_copied(browser, ".panel .tools button", "from socket import *")
    link = browser.run("return document.querySelector('.permalink').href")
    check(link.split("#")[1], "row=" + row, "the row's link")
    return link


def check_link(browser, link, row):
    """Followed in a window of its own, it shows the row, opened and on the screen."""
    browser.open("about:blank")
    browser.open(link)
    browser.wait("return document.querySelector('tr.detail')")
    check(browser.run("return document.querySelector('tr.row.open').dataset.row"), row, "linked")
    check(browser.run("const box = document.querySelector('tr.row.open').getBoundingClientRect();"
                      "return box.top >= 0 && box.bottom <= innerHeight"), True, "in view")
    check(browser.run("return document.activeElement.closest('tr').dataset.row"), row, "focus")


def check_hostile(browser, page, lines):
    """Text that looks like HTML stays text, also when it is shown."""
    row = lines[4]["row"]
    browser.open("about:blank")
    browser.open(page + "#row=" + row)
    browser.wait("return document.querySelector('tr.detail')")
    check(browser.run("return document.querySelector('.panel .reason').textContent"), HOSTILE,
          "the text")
    check(browser.run("return [...document.querySelectorAll('.panel mark')].slice(0, 2)"
                      ".map(m => m.textContent)"), ["\\x08", "\\x0a"], "the marked difference")
    check(browser.run("return window.hit === undefined"), True, "the text is not a script")


def check_keyboard(browser, page):
    """From / to the search, by Tab to the table, by Enter into it."""
    browser.open("about:blank")
    browser.open(page)
    browser.type("body", "/")
    check(browser.run("return document.activeElement.id"), "q", "/ goes to the search")
    browser.run("document.querySelector('tr.name .opener').focus()")
    browser.type("tr.name .opener", "\ue007")
    check(browser.run("return document.querySelector('tr.name .opener')"
                      ".getAttribute('aria-expanded')"), "true", "Enter opens")
    check(browser.run("return document.activeElement.className"), "opener", "the focus stays")
    unnamed = browser.run("return [...document.querySelectorAll('button, input, select')].filter("
                          "e => !(e.textContent.trim() || e.ariaLabel || e.labels?.[0]?.innerText)"
                          ").map(e => e.outerHTML)")
    check(unnamed, [], "controls without a name for a screen reader")


def check_narrow(browser, page, directory):
    """On a phone nothing stands out to the right."""
    browser.resize(390, 844)
    browser.open("about:blank")
    browser.open(page + "#v=HANG&s=ref")
    browser.wait("return document.querySelector('.stacked')")
    wide = browser.run("return document.documentElement.scrollWidth - innerWidth")
    check(wide <= 0, True, "%d pixels too wide" % wide)
    browser.screenshot(directory / "phone.png")


def check_comparison(browser, program, directory, lines):
    """Of two files, the rows that differ: what was compared stands side by side."""
    after = json.loads(json.dumps(lines))
    for number in (10, 20):
        after[number]["subjects"][0] = verdict_line("ref", number, "CRASH")
    after[30]["subjects"][1] = verdict_line("exec:./adapter-1", 30, "SKIP")
    before, results = directory / "results.jsonl", directory / "after.jsonl"
    results.write_text("".join(json.dumps(line) + "\n" for line in after[:-1]))
    page = directory / "compare.html"
    subprocess.run([str(program), "report", "--compare", "--out", str(page), str(before),
                    str(results)], check=True, stderr=subprocess.DEVNULL)
    browser.open(page.resolve().as_uri() + "#c=worse&s=" + "ref (%s)" % results)
    check(browser.run(FOUND), "3 of 3 rows, in 1 name", "what has become worse")
    check(browser.run("return [...document.querySelectorAll('tr.row .tag')]"
                      ".map(tag => tag.textContent)"), ["worse"] * 3, "the changes")
    browser.click("#clear")
    check(browser.run("return [...document.querySelectorAll('#columns th')].slice(1, 4)"
                      ".map(th => th.title)"),
          ["oracle", "ref (%s)" % before, "ref (%s)" % results], "before and after")
    check(browser.run("return document.querySelector('#notes').textContent"),
          "The run in %s was interrupted: 2,000 of 2,000 rows are here." % results, "the note")


LIGHT = """
const parts = colour => colour.match(/[0-9.]+/g).map(Number);
const share = c => (c /= 255) <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
const light = ([r, g, b]) => 0.2126 * share(r) + 0.7152 * share(g) + 0.0722 * share(b);
const ground = element => {
    for (; element; element = element.parentElement) {
        const colour = parts(getComputedStyle(element).backgroundColor);
        if (colour.length === 3 || colour[3] === 1)
            return light(colour);
    }
    return 1;
};
const poor = [];
for (const element of document.querySelectorAll('body *')) {
    const own = [...element.childNodes].some(n => n.nodeType === 3 && n.textContent.trim());
    if (!own || !element.checkVisibility() || element.closest('.unseen, .said, script, noscript'))
        continue;
    const a = light(parts(getComputedStyle(element).color)), b = ground(element);
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < 4.5)
        poor.push(element.className + ' ' + element.textContent.slice(0, 20) + ' ' + contrast);
}
return [...new Set(poor)];
"""


def check_contrast(browser, page, lines, directory):
    """In both schemes every text stands out by 4.5 to 1, as WCAG 2 asks at level AA."""
    browser.resize(1400, 1000)
    for name in ("light", "dark"):
        if name == "dark":
            browser.darken()
        browser.open("about:blank")
        browser.open(page + "#row=" + lines[4]["row"])
        browser.wait("return document.querySelector('tr.detail')")
        browser.run("document.querySelector('.legend').open = true")
        check(browser.run(LIGHT), [], "text that is hard to read, " + name)
    browser.screenshot(directory / "dark.png")


def play(browser, page, lines, directory):
    """Everything above, in order."""
    browser.open(page)
    check_opened(browser, lines)
    browser.screenshot(directory / "page.png")
    row = check_filtered(browser, lines)
    link = check_row(browser, row)
    browser.screenshot(directory / "row.png")
    check_link(browser, link, row)
    check_hostile(browser, page, lines)
    browser.screenshot(directory / "answers.png")
    check_known(browser, page, lines, directory)
    check_keyboard(browser, page)
    check_narrow(browser, page, directory)
    check_contrast(browser, page, lines, directory)
    check(browser.complaints(), [], "the console")


def main():
    """The page is made by the program, from results that this test writes."""
    program, directory = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    missing = [name for name in ("chromium", "chromedriver") if not shutil.which(name)]
    if missing:
        print("the page is not checked: there is no %s" % " and no ".join(missing))
        return SKIPPED
    directory.mkdir(parents=True, exist_ok=True)
    results, page = directory / "results.jsonl", directory / "page.html"
    lines = write_results(results)
    subprocess.run([str(program), "report", "--out", str(page), str(results)], check=True)
    browser = Browser(1400, 1000)
    try:
        play(browser, page.resolve().as_uri(), lines, directory)
        check_comparison(browser, program, directory, lines)
        check(browser.complaints(), [], "the console of the comparison")
    finally:
        browser.close()
    print("the page is as it should be: %s" % os.path.relpath(str(directory / "page.png")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
