"""Tests the report page of a real run of a module that is wrong on purpose: causes and scripts."""
import subprocess
import sys

# Wrong in one function and without another.
MODULE = '''"""The module socket with a wrong inet_aton(), and without inet_ntoa()."""
from socket import *
from socket import inet_ntoa as _left_out
del inet_ntoa


def inet_aton(text):
    return b"\\x01\\x02\\x03\\x04"
'''
SOURCE = "https://example.org/plumbline/blob/main"


def play(program, directory):
    """The results of the wrong module."""
    (directory / "wrong_socket.py").write_text(MODULE)
    out = directory / "real"
    played = subprocess.run(
        ["env", "PYTHONPATH=%s" % directory.resolve(), str(program), "run", "--lab", "none",
         "--oracle", "python:%s" % sys.executable, "--filter", "inet_aton/*", "--filter",
         "inet_ntoa/*", "--out", str(out), "python:%s:wrong_socket" % sys.executable],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
    if played.returncode != 1:
        raise SystemExit("the run of a wrong module: %s" % played.stdout)
    return out / "results.jsonl"


def check_script(browser, directory, check):
    """Checks that the page's script for a row fails on the wrong module, and passes on socket."""
    text = browser.run("return document.querySelector('.verdict .program').textContent")
    check("import wrong_socket as socket" in text.replace(", wrong", "\nimport wrong"), True, text)
    script = directory / "row.py"
    script.write_text(text)
    failed = subprocess.run(
        ["env", "PYTHONPATH=%s" % directory.resolve(), sys.executable, str(script)],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, universal_newlines=True)
    check(failed.returncode, 1, "the script on the wrong module")
    check("what came instead" in failed.stdout, True, failed.stdout)
    script.write_text(browser.run("return document.querySelector('.panel > .script .program')"
                                  ".textContent"))
    passed = subprocess.run([sys.executable, str(script)], stdout=subprocess.PIPE,
                            stderr=subprocess.STDOUT, universal_newlines=True)
    check((passed.returncode, passed.stdout), (0, "as the document promises\n"),
          "the script of the document")


def check_real(browser, program, directory, check):
    """Checks causes without a baseline, the link to the table, and the scripts."""
    results, page = play(program, directory), directory / "real.html"
    subprocess.run([str(program), "report", "--source-url", SOURCE, "--out", str(page),
                    str(results)], check=True)
    browser.open(page.resolve().as_uri() + "#view=causes")
    browser.settle()
    titles = browser.run("return [...document.querySelectorAll('.cause .title')]"
                         ".map(title => title.textContent)")
    check(any(title == "There is no inet_ntoa." for title in titles), True,
          "the missing name, among %r" % titles)
    browser.open("about:blank")
    browser.open(page.resolve().as_uri() + "#v=FAIL")
    browser.settle()
    if not browser.run("return document.querySelector('tr.row .opener')"):
        browser.click("tr.name .opener")
        browser.click("tr.sentence .opener")
    browser.click("tr.row .opener")
    browser.wait("return document.querySelector('tr.detail')")
    link = browser.run("return document.querySelector('.source').href")
    check(link.startswith(SOURCE + "/conformance/tables/inet_aton.json#L"), True, link)
    check_script(browser, directory, check)
    check(browser.complaints(), [], "the console of the real run")
