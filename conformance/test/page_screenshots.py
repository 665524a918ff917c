"""Makes the pictures of docs/ from the page of `make reports`.

    python3 conformance/test/page_screenshots.py build/reports/index.html docs
"""
import pathlib
import sys

import page_browser

# The picture, what it shows, and the size of its window.
PICTURES = (("page.png", "", 1280, 900), ("row.png", "#q=gevent:fail%20settimeout", 1280, 900))


def open_row(browser):
    """The first row that is found, laid open and on top."""
    for line in ("sentence", "row"):
        closed = "tr.%s .opener[aria-expanded=false]" % line
        if browser.run("return !!document.querySelector(arguments[0])", closed):
            browser.run("document.querySelector(arguments[0]).click()", closed)
            browser.settle()
    browser.run("const row = document.querySelector('tr.row.open') || "
                "document.querySelector('tr.row'); if (row) row.scrollIntoView()")


def main(page, directory):
    """Every picture."""
    missing = page_browser.missing()
    if missing:
        print("no screenshots: there is no %s" % " and no ".join(missing))
        return 1
    for name, address, width, height in PICTURES:
        browser = page_browser.Browser(width, height)
        try:
            browser.open(pathlib.Path(page).resolve().as_uri() + address)
            browser.settle()
            if address:
                open_row(browser)
            browser.screenshot(pathlib.Path(directory) / name)
        finally:
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
