"""Runs axe-core on every page, for readers with a screen reader, a keyboard or poor sight."""

SIZES = {"desk": (1400, 1000), "phone": (390, 844)}
SCHEMES = ("light", "dark")

RUN = """
const done = arguments[arguments.length - 1];
axe.run(document, {resultTypes: ['violations']}).then(results => done(results.violations.map(v =>
    v.id + ': ' + v.nodes.slice(0, 3).map(n => n.target.join(' ') + ' ' +
        n.any.concat(n.all).map(c => c.message).join('; ')).join(' | '))),
    error => done(['axe itself: ' + error]));
"""


def findings(browser, axe, address):
    """The findings of axe on the page, once it is fully drawn."""
    browser.open("about:blank")
    browser.open(address)
    browser.settle()
    browser.run("for (const d of document.querySelectorAll('.about, .legend, .cause, .deviation,"
                ".script details')) d.open = true")
    browser.run(axe)
    return browser.ask("POST", "/execute/async", {"script": RUN, "args": []})


def check_axe(browser, axe, addresses, check):
    """Checks that axe finds nothing on any address, in each colour scheme and size."""
    played = 0
    for size, (width, height) in SIZES.items():
        browser.resize(width, height)
        for scheme in SCHEMES:
            browser.scheme(scheme)
            for address in addresses:
                where = "%s, %s, %s" % (address.rsplit("/", 1)[-1], scheme, size)
                check(findings(browser, axe, address), [], "axe-core on " + where)
                played += 1
    browser.resize(1400, 1000)
    browser.scheme("light")
    print("axe-core finds nothing on %d pages" % played)
