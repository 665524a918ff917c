"""Makes the pictures of docs/ from the page of `make reports`.

    python3 conformance/test/page_screenshots.py build/reports/index.html docs
"""
import pathlib
import sys

import page_browser

# Each picture: its name, the page's address, and the size of the window.
PICTURES = (("page.png", "", 1280, 1300), ("row.png", "#row=settimeout/refused/nan", 1280, 1100))


def main(page, directory):
    """Makes every picture."""
    missing = page_browser.missing()
    if missing:
        print("no screenshots: there is no %s" % " and no ".join(missing))
        return 1
    for name, address, width, height in PICTURES:
        browser = page_browser.Browser(width, height)
        try:
            browser.open(pathlib.Path(page).resolve().as_uri() + address)
            browser.settle()
            browser.screenshot(pathlib.Path(directory) / name)
        finally:
            browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
