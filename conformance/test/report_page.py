"""Drives the report page in a headless Chromium, as a reader would.

    python3 conformance/test/report_page.py build/plumbline build/page [AXE.JS]

Needs chromium and chromedriver; without them it says so and ends with status 77. Leaves the page
and the screenshots in the directory.
"""
import json
import os
import pathlib
import re
import subprocess
import sys

import page_axe
import page_browser
import page_real
import page_whole
from page_sample import (ALIKE, LISTED, REASON, SHOWN, clauses, verdict_line, write_results)

SKIPPED = 77


# --- a reader's actions -------------------------------------------------------------------------

def check(got, want, what):
    """Ends the test if they differ."""
    if got != want:
        raise SystemExit("%s: got %r, want %r" % (what, got, want))


ROW_IDS = "return [...document.querySelectorAll('tr.row')].map(row => row.dataset.row)"
FOUND = "return document.getElementById('found').textContent"
HASH = "return location.hash"
NAMES = "return [...document.querySelectorAll('tr.name .opener')].map(b => b.textContent)"
CARD = ("return document.querySelectorAll('.card')[arguments[0]]"
        ".querySelector(arguments[1]).textContent")


def choose(browser, select, value):
    """Chooses the option, as a click would."""
    browser.run("const s = document.getElementById(arguments[0]); s.value = arguments[1];"
                "s.dispatchEvent(new Event('change'))", select, value)
    browser.settle()


def follow(browser, page, address):
    """Loads the page again, with this address."""
    browser.open("about:blank")
    browser.open(page + address)
    browser.settle()


def check_opened(browser, lines):
    """Checks the head, the columns, and the names by area or in order, before any row is drawn."""
    labels = ["oracle"] + [s["side"] for s in lines[0]["subjects"]]
    heads = browser.run("return [...document.querySelectorAll('#columns th')].slice(1)"
                        ".map(th => th.textContent)")
    check(len(heads), len(labels), "columns")
    for i, head in [(7, "exec:adapter-6"), (8, ALIKE[0]), (9, ALIKE[1])]:
        check(heads[i][:len(head)], head, "no more of a column's name than tells it apart")
    browser.settle()
    names = list(dict.fromkeys(clause.split(".")[0] for clause in clauses()))
    check(sorted(browser.run(NAMES)), sorted(names), "names")
    areas = browser.run("return [...document.querySelectorAll('tr.area .first')]"
                        ".map(area => area.textContent)")
    check(areas[:2], ["The module", "Addresses"], "areas")
    check("Other names" in areas, False, "a name without an area: reports/page/areas.js has them")
    check(browser.run("return document.querySelector('#table').getBoundingClientRect().top <"
                      "innerHeight * 0.85"), True, "the table is on the first screen")
    choose(browser, "o", "document")
    check(browser.run(NAMES), names, "names in the document's order")
    choose(browser, "o", "")
    check(browser.run(ROW_IDS), [], "rows before anything is opened")
    check(browser.run("return document.querySelectorAll('.card').length"), len(labels), "cards")
    check("2026-01-31 12:00:00 UTC" in browser.run("return document.querySelector('#facts')"
                                                   ".textContent"), True, "the date in the head")
    check(browser.run("return window.hit === undefined"), True, "the data are not a script")


def check_filtered(browser, lines):
    """Filters by verdict, subject and text; the address must follow."""
    rows = lines[1:-1]
    crashed = [r["row"] for r in rows if any(s["verdict"] == "CRASH" for s in r["subjects"])]
    browser.run("document.querySelector('#v input[value=CRASH]').click()")
    check(browser.run(FOUND).split(" rows")[0], "%d of 2,000" % len(crashed), "found")
    check(browser.run(HASH), "#v=CRASH", "address")
    choose(browser, "s", "ref")
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


def figures(verdicts):
    """`N of M (P %)` as the page must show it, skipped rows included in M."""
    good = sum(v in ("PASS", "DRIFT", "DOCUMENT") for v in verdicts)
    tenths = good * 1000 // len(verdicts)
    skipped = verdicts.count("SKIP") * 1000 // len(verdicts)
    return "%s of %s (%g %%)%s" % (
        format(good, ","), format(len(verdicts), ","), tenths / 10,
        ", %g %% not run" % (skipped / 10) if skipped else "")


def check_figures(browser, page, lines):
    """Checks the figures of cards and names: of all rows, skipped or not, following the filter."""
    rows = lines[1:-1]
    follow(browser, page, "")
    mine = [row["subjects"][0]["verdict"] for row in rows]
    plain = browser.run(CARD, 1, ".figures").replace("\u00a0", " ")
    check(plain, figures(mine), "the card of ref")
    tallies = browser.run(CARD, 1, ".tallies").replace("\u00a0", " ")
    for verdict, word in (("PASS", "passed"), ("FAIL", "failed"), ("SKIP", "skipped")):
        check("%s %s" % (format(mine.count(verdict), ","), word) in tallies, True, tallies)
    here = [row["subjects"][0]["verdict"] for row in rows if row["clause"].startswith("recv.")]
    cell = browser.run("return [...document.querySelectorAll('tr.name')].find(line =>"
                       "line.querySelector('.opener').textContent === 'recv').children[2].title")
    check(cell.split(":")[0], figures(here), "the cell of recv and ref")
    choose(browser, "n", "recv")
    check(browser.run(CARD, 1, ".figures").replace("\u00a0", " "), figures(here),
          "the card of ref, of recv alone")
    counts = browser.run(
        "return [...document.querySelectorAll('#v .chip')].map(c => c.textContent)")
    failed = sum(any(s["verdict"] == "FAIL" for s in row["subjects"]) for row in rows
                 if row["clause"].startswith("recv."))
    check("\u2717 FAIL %d" % failed in counts, True, "the count of FAIL in %r" % counts)


def check_sorted(browser, page):
    """Sorts by the failures of a column, and returns to the areas."""
    follow(browser, page, "")
    browser.click("#columns th:nth-child(3) .sorter")
    browser.settle()
    failures = browser.run(
        "return [...document.querySelectorAll('tr.name')].map(line => Number("
        "(line.children[2].textContent.match(/\u2717 ([0-9,]+)/) || [0, '0'])[1]"
        ".replace(',', '')))")
    check(failures, sorted(failures, reverse=True), "names by failures")
    check(failures[0] > 0, True, "some fail")
    check(browser.run(HASH), "#o=ref", "address of an order")
    check(browser.run("return document.querySelector('#columns th:nth-child(3)').ariaSort"),
          "descending", "the order, for a screen reader")
    browser.click("#columns th:nth-child(3) .sorter")
    browser.settle()
    check(browser.run("return document.querySelectorAll('tr.area').length") > 0, True, "areas")


def check_terms(browser, page, lines):
    """Search terms: rows that differ, a subject's verdict, and both combined with words."""
    rows = lines[1:-1]

    def count(test):
        return "%s of 2,000" % format(len([row for row in rows if test(row)]), ",")

    def of(row, number):
        return row["subjects"][number]["verdict"]

    for query, test in (
            ("is:different", lambda r: len({s["verdict"] for s in r["subjects"]}) > 1),
            ("adapter-3:fail", lambda r: of(r, 3) == "FAIL"),
            ("adapter-3:fail recv", lambda r: of(r, 3) == "FAIL" and "recv" in json.dumps(r)),
            ("adapter-3:bad is:crash", lambda r: of(r, 3) not in ("PASS", "SKIP") and
             any(s["verdict"] == "CRASH" for s in r["subjects"])),
            ("name:recv", lambda r: r["clause"].startswith("recv.")),
            ("is:known", lambda r: any(s.get("known") for s in r["subjects"])),
            ("needs:big", lambda r: any(s.get("text") == "big-endian" for s in r["subjects"])),
            ('"' + REASON + '"', lambda r: REASON in json.dumps(r)),
            ("is:nonsense", lambda r: False)):
        follow(browser, page, "#q=" + query.replace(" ", "%20").replace('"', "%22"))
        check(browser.run(FOUND).split(" rows")[0], count(test), "found by " + query)


def check_grouped(browser, page, lines):
    """Rows with the same sentence are one line with the count of failures; it opens to the rows."""
    rows = {row["why"]: [] for row in lines[1:-1]}
    for row in lines[1:-1]:
        rows[row["why"]].append(row)
    some = next(group for group in rows.values() if len(group) == 2 and
                len({row["clause"] for row in group}) == 1 and
                [r["subjects"][0]["verdict"] for r in group].count("FAIL") == 1)
    follow(browser, page, "#n=" + some[0]["clause"].split(".")[0])
    line = "tr.sentence[data-sentence='%s %s']" % (some[0]["clause"], some[0]["why"])
    check(browser.run("return document.querySelector(arguments[0]).children[2].textContent", line),
          "1 of 2 \u2717", "a sentence")
    drawn = len(browser.run(ROW_IDS))
    for expanded, count in (("false", drawn - 2), ("true", drawn)):
        browser.click(line + " .opener")
        check(len(browser.run(ROW_IDS)), count, "the variants, " + expanded)
        check(browser.run("return document.activeElement.getAttribute('aria-expanded')"),
              expanded, "the focus stays")


def check_back(browser, page, lines):
    """Back undoes a filter and closes a row, and leaves open what was open."""
    follow(browser, page, "")
    browser.click("tr.name .opener")
    opened = browser.run("return document.querySelector('tr.name.open .opener').textContent")
    check(len(browser.run(ROW_IDS)) > 0, True, "rows of the first name")
    browser.click("tr.row .opener")
    browser.wait("return document.querySelector('tr.detail')")
    browser.back()
    browser.wait("return !document.querySelector('tr.detail')")
    check(browser.run("return document.querySelector('tr.name.open .opener').textContent"), opened,
          "the name stays open")
    choose(browser, "s", "ref")
    browser.type("#q", "row-1212")
    browser.wait("return document.querySelectorAll('tr.row').length === 1")
    browser.run("document.getElementById('q').blur()")
    browser.back()
    browser.wait("return location.hash === '#s=ref'")
    browser.settle()
    check(browser.run("return document.getElementById('q').value"), "", "the search before")
    browser.back()
    browser.wait("return location.hash === ''")
    check(browser.run("return document.getElementById('s').value"), "", "all implementations")


def check_causes(browser, page, lines):
    """A cause on a card leads to its rows, and each row to its cause."""
    known = [row for row in lines[1:-1] if row["subjects"][-1].get("known")]
    follow(browser, page, "")
    check(browser.run("return document.querySelector('.card:last-child .main-causes a')"
                      ".textContent"), "%d %s" % (len(known), REASON), "the main cause")
    browser.click(".card:last-child .main-causes a")
    browser.wait("return document.querySelector('.cause[open] li a')")
    check(browser.run("return document.querySelectorAll('.cause[open] li a').length"), len(known),
          "the rows of the cause")
    row = browser.run("return document.querySelector('.cause[open] li a').textContent")
    browser.click(".cause[open] li a")
    browser.wait("return document.querySelector('tr.detail')")
    check(browser.run("return document.querySelector('tr.row.open').dataset.row"), row, "the row")
    browser.click(".verdict .of-cause a")
    browser.wait("return document.querySelector('.cause[open]')")
    check(browser.run("return document.querySelector('.cause[open] .title').textContent"), REASON,
          "the cause of the row")
    browser.click(".cause[open] p a")
    browser.settle()
    check(browser.run(FOUND).split(" ")[0], str(len(known)), "the rows of the cause in the table")


def check_clauses(browser, page):
    """The view of clauses has a line for each clause, with the figures of its rows."""
    follow(browser, page, "#view=clauses")
    check(browser.run("return document.querySelectorAll('#clauses tbody tr').length"),
          len(clauses()), "clauses")
    check(browser.run("return document.querySelector('#table').checkVisibility()"), False,
          "one view at a time")


def check_known(browser, page, lines, directory):
    """Shows known failures with their reasons, and unexpected results apart."""
    said = {row["row"]: row["subjects"][-1] for row in lines[1:-1]}
    known = [row for row in said if said[row].get("known")]
    look = [row for row in said if row not in known and
            said[row]["verdict"] not in ("PASS", "SKIP") or said[row].get("baseline")]
    for word, want in (("known", known), ("to look at", look)):
        browser.open("about:blank")
        browser.open(page + "#k=%s&s=%s" % (word.replace(" ", "%20"), LISTED))
        check(browser.run(FOUND).split(" ")[0], str(len(want)), word)
    check(browser.run("return document.querySelector('.card:last-child .known-line').textContent"),
          "0 known failures, %d to look at" % len(look), "the card follows the filter")
    follow(browser, page, "")
    check(browser.run("return document.querySelector('.card:last-child .known-line').textContent"),
          "%d known failures, %d to look at" % (len(known), len(look)), "the card")
    browser.open("about:blank")
    browser.open(page + "#row=" + known[0])
    browser.wait("return document.querySelector('tr.detail')")
    check(browser.run("return document.querySelector('.panel .because').textContent"), REASON,
          "the reason")
    browser.screenshot(directory / "known.png")


def check_copied(browser, button, want):
    """Clicks the button; pasting must give the text."""
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
    """A click opens the row: differences are marked, and the command is the row's."""
    browser.click('tr[data-row="%s"] .opener' % row)
    browser.wait("return document.querySelector('tr.detail')")
    check(browser.run(HASH), "#q=row-1212&row=" + row, "address of an open row")
    check(browser.run("return document.querySelectorAll('.panel > pre span').length"), 3, "steps")
    check_copied(browser, ".repeat button", "plumbline run exec:./adapter-6 --filter " + row)
    check(browser.run("return document.querySelector('.no-script').textContent"),
          "No script: the tables had no such row when this page was made.", "no script")
    link = browser.run("return document.querySelector('.permalink').href")
    check(link.split("#")[1], "row=" + row, "the row's link")
    return link


def check_link(browser, link, row):
    """The link, followed in a fresh window, shows the row open and on the screen."""
    browser.open("about:blank")
    browser.open(link)
    browser.wait("return document.querySelector('tr.detail')")
    check(browser.run("return document.querySelector('tr.row.open').dataset.row"), row, "linked")
    check(browser.run("const box = document.querySelector('tr.row.open').getBoundingClientRect();"
                      "return box.top >= 0 && box.bottom <= innerHeight"), True, "in view")
    check(browser.run("return document.activeElement.closest('tr').dataset.row"), row, "focus")


def check_hostile(browser, page, lines):
    """Text that looks like HTML stays text when it is shown."""
    row = lines[4]["row"]
    browser.open("about:blank")
    browser.open(page + "#row=" + row)
    browser.wait("return document.querySelector('tr.detail')")
    check(browser.run("return document.querySelector('.panel .reason').textContent"), SHOWN,
          "the text")
    check(browser.run("return [...document.querySelectorAll('.panel mark')].slice(0, 2)"
                      ".map(m => m.textContent)"), ["\\x08", "\\x0a"], "the marked difference")
    check(browser.run("return window.hit === undefined"), True, "the text is not a script")


def check_keyboard(browser, page):
    """The key / leads to the search, Tab to the table, and Enter into it."""
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


def check_speed(browser, page, directory):
    """Compares loading the page and opening everything with loading a blank page.

    The figures are processor time, which other programs hardly change. Opening everything may
    cost five times as much as loading.
    """
    blank = directory / "blank.html"
    blank.write_text("<!DOCTYPE html><title>nothing</title>")
    costs = {"a blank page": browser.cost_of_loading(blank.resolve().as_uri()),
             "the page": browser.cost_of_loading(page)}
    before = browser.processor_time()
    browser.click("#open-all")
    costs["all opened"] = browser.cost_since(before)
    print("seconds of the processor: " + ", ".join("%s %.2f" % cost for cost in costs.items()))
    lines = browser.run("return document.querySelectorAll('tr.sentence, tr.row').length")
    check(lines > 1000, True, "%d lines when all is opened" % lines)
    check(costs["all opened"] < 5 * costs["the page"] + 0.1, True, "what opening all costs")


def check_narrow(browser, page, directory):
    """On a phone nothing protrudes on the right, and every figure is shown."""
    browser.resize(390, 844)
    browser.open("about:blank")
    browser.open(page + "#v=HANG&s=ref")
    browser.wait("return document.querySelector('.stacked')")
    wide = browser.run("return document.documentElement.scrollWidth - innerWidth")
    check(wide <= 0, True, "%d pixels too wide" % wide)
    for selector in (".card .figures", ".card .tally.PASS", ".card .tally.FAIL",
                     ".card .tally.SKIP", "tr.name .figures"):
        check(browser.run("return document.querySelector(arguments[0]).checkVisibility()",
                          selector), True, selector + " on a phone")
    browser.screenshot(directory / "phone.png")


def check_comparison(browser, program, directory, lines):
    """A comparison of two files shows the rows that differ, with both results side by side."""
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
    names = len({lines[number]["clause"].split(".")[0] for number in (10, 20, 30)})
    check(browser.run(FOUND), "3 of 3 rows, in 3 sentences and %d name%s" %
          (names, "s" * (names > 1)), "what has become worse")
    check(browser.run("return document.getElementById('totals').textContent"), "3 worse",
          "the totals of the comparison")
    check(browser.run("return [...document.querySelectorAll('tr.row .tag')]"
                      ".map(tag => tag.textContent)"), ["worse"] * 3, "the changes")
    browser.click("#clear")
    check(browser.run("return [...document.querySelectorAll('#columns th')].slice(1, 4)"
                      ".map(th => th.title)"),
          ["oracle", "ref (%s)" % before, "ref (%s)" % results], "before and after")
    check(browser.run("return document.querySelector('#notes').textContent"),
          "The run in %s was interrupted: 2,000 of 2,000 rows are here." % results, "the note")


def check_trend(browser, program, directory, lines):
    """The trend over two versions of a subject: the figures of each, and the rows that changed."""
    after = json.loads(json.dumps(lines))
    after[0]["started"] = "2026-02-28T12:00:00Z"
    for subject in after[0]["subjects"]:
        subject["version"] = "1.10.0"
    broken = next(line for line in after[1:-1] if line["subjects"][0]["verdict"] == "PASS")
    mended = [line for line in after[1:-1] if line["subjects"][0]["verdict"] == "FAIL"][:5]
    for line in mended:
        line["subjects"][0] = verdict_line("ref", 0, "PASS")
    broken["subjects"][0] = verdict_line("ref", 0, "FAIL")
    after[-1]["counts"][1]["PASS"] += 4
    after[-1]["counts"][1]["FAIL"] -= 4
    newer, page = directory / "newer.jsonl", directory / "trend.html"
    newer.write_text("".join(json.dumps(line) + "\n" for line in after))
    subprocess.run([str(program), "report", "--out", str(page), str(newer),
                    str(directory / "results.jsonl")], check=True)
    browser.open(page.resolve().as_uri() + "#view=trend")
    browser.settle()
    told = browser.run("const part = [...document.querySelectorAll('#trend section')].find("
                       "s => s.querySelector('h2').textContent === 'Ref');"
                       "return [...part.querySelectorAll('tbody tr')].map(line =>"
                       "[line.children[0].textContent, line.children[4].textContent])")
    check(told, [["1.2.3", ""], ["1.10.0", "1 worse, 5 better"]], "the trend of ref")


def check_deviations(browser, program, directory):
    """On a phone nothing protrudes on the right of the page of deviations."""
    page = directory / "deviations.html"
    baseline = pathlib.Path(__file__).parents[2] / "fixtures/baselines/pysock.txt"
    subprocess.run([str(program), "report", "--format", "deviations", "--page", "page.html",
                    "--baseline", str(baseline), "--out", str(page)], check=True)
    browser.resize(390, 844)
    browser.open(page.resolve().as_uri())
    browser.run("for (const part of document.querySelectorAll('details')) part.open = true")
    wide = browser.run("return document.documentElement.scrollWidth - innerWidth")
    check(wide <= 0, True, "deviations: %d pixels too wide" % wide)
    browser.screenshot(directory / "deviations.png")
    browser.resize(1400, 1000)


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
    """In both schemes every text has a contrast of 4.5 to 1, as level AA of WCAG 2 asks."""
    browser.resize(1400, 1000)
    for name in ("light", "dark"):
        browser.scheme(name)
        browser.open("about:blank")
        browser.open(page + "#row=" + lines[4]["row"])
        browser.wait("return document.querySelector('tr.detail')")
        browser.run("for (const d of document.querySelectorAll('details')) d.open = true")
        check(browser.run(LIGHT), [], "text that is hard to read, " + name)
    browser.screenshot(directory / "dark.png")
    browser.scheme("light")


def play(browser, page, lines, directory):
    """Runs all of the above in order."""
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
    check_figures(browser, page, lines)
    check_sorted(browser, page)
    check_terms(browser, page, lines)
    check_grouped(browser, page, lines)
    check_back(browser, page, lines)
    check_causes(browser, page, lines)
    check_clauses(browser, page)
    check_speed(browser, page, directory)
    check_keyboard(browser, page)
    check_narrow(browser, page, directory)
    check_contrast(browser, page, lines, directory)
    check(browser.complaints(), [], "the console")


def pages(program, directory):
    """The addresses of every page and view; few rows, because axe-core looks at each element."""
    results, page = directory / "few.jsonl", directory / "few.html"
    lines = write_results(results, 60)
    subprocess.run([str(program), "report", "--out", str(page), str(results)], check=True)
    views = ["", "#view=causes", "#view=clauses&q=row-1", "#q=row-1", "#row=" + lines[4]["row"]]
    return [page.resolve().as_uri() + view for view in views] + [
        (directory / name).resolve().as_uri() + view for name, view in (
            ("deviations.html", ""), ("compare.html", "#c=worse"), ("real.html", "#q=is:fail"),
            ("trend.html", "#view=trend&n=recv"))]


def main():
    """Makes the page by the program, from results that this test writes, and tests it."""
    program, directory = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    missing = page_browser.missing()
    if missing:
        print("the page is not checked: there is no %s" % " and no ".join(missing))
        return SKIPPED
    directory.mkdir(parents=True, exist_ok=True)
    results, page = directory / "results.jsonl", directory / "page.html"
    page = page.resolve()
    lines = write_results(results)
    subprocess.run([str(program), "report", "--out", str(page), str(results)], check=True)
    browser = page_browser.Browser(1400, 1000)
    try:
        play(browser, page.as_uri(), lines, directory)
        check_comparison(browser, program, directory, lines)
        check(browser.complaints(), [], "the console of the comparison")
        page_real.check_real(browser, program, directory, check)
        check_trend(browser, program, directory, lines)
        check_deviations(browser, program, directory)
        if len(sys.argv) > 3:
            axe = pathlib.Path(sys.argv[3]).read_text(encoding="utf-8")
            page_axe.check_axe(browser, axe, pages(program, directory), check)
        else:
            print("axe-core is not there: accessibility is checked for contrast alone")
        page_whole.check_whole(browser, program, directory, check)
    finally:
        browser.close()
    print("the page is as it should be: %s" % os.path.relpath(str(directory / "page.png")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
