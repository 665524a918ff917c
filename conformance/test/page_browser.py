"""A headless Chromium, driven by the WebDriver protocol through chromedriver."""
import base64
import json
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
         "--disable-background-networking", "--disable-component-update", "--disable-sync",
         "--hide-scrollbars", "--force-device-scale-factor=1"]


def missing():
    """The missing programs."""
    return [name for name in ("chromium", "chromedriver") if not shutil.which(name)]


def start_driver():
    """Starts a chromedriver; returns it and the port that the system chose for it.

    It takes the port for IPv6 first, and exits if the same one is not free for IPv4: try again.
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
        # Exit by an exception, so that `finally` closes the browser.
        signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(128 + number))
        self.profile = tempfile.mkdtemp(prefix="plumbline-page-")
        self.session = None
        self.driver, port = start_driver()
        try:
            self.base = "http://127.0.0.1:%s" % port
            flags = FLAGS + ["--user-data-dir=" + self.profile,
                             "--window-size=%d,%d" % (width, height)]
            wanted = {"browserName": "chrome", "timeouts": {"script": 300000},
                      "goog:loggingPrefs": {"browser": "ALL"},
                      "goog:chromeOptions": {"args": flags, "binary": shutil.which("chromium")}}
            answer = self.ask("POST", "/session", {"capabilities": {"alwaysMatch": wanted}})
            self.session = answer["sessionId"]
        except BaseException:
            self.close()
            raise

    def ask(self, method, path, body=None):
        """Sends one request of the protocol; returns its value."""
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
        """Opens the address; returns once the page is loaded and drawn."""
        self.ask("POST", "/url", {"url": url})
        self.settle()

    def run(self, script, *arguments):
        """Runs the script in the page; returns its value."""
        return self.ask("POST", "/execute/sync", {"script": script, "args": list(arguments)})

    def wait(self, script, *arguments):
        """Waits until the script's value is true, or until WebDriver's own time limit."""
        return self.ask("POST", "/execute/async", {
            "script": "const done = arguments[arguments.length - 1], given = [...arguments];"
                      "(function again() { const value = (function () {" + script +
                      "}).apply(null, given); value ? done(value) : setTimeout(again, 20) })()",
            "args": list(arguments)})

    def element(self, selector):
        """The first element that matches the CSS selector."""
        found = self.ask("POST", "/element", {"using": "css selector", "value": selector})
        return list(found.values())[0]

    def click(self, selector):
        """Clicks as a mouse does, which fails on a covered element."""
        self.ask("POST", "/element/%s/click" % self.element(selector), {})

    def type(self, selector, text):
        """Types as a keyboard does."""
        self.ask("POST", "/element/%s/value" % self.element(selector), {"text": text})

    def screenshot(self, path):
        """Saves the visible part of the page as PNG."""
        path.write_bytes(base64.b64decode(self.ask("GET", "/screenshot")))

    def resize(self, width, height):
        """Sets the window's size, which is also the page's, as there is no frame."""
        self.ask("POST", "/window/rect", {"width": width, "height": height})

    def scheme(self, name):
        """Switches to the light or dark scheme, as the system's setting would."""
        self.command("Emulation.setEmulatedMedia",
                     features=[{"name": "prefers-color-scheme", "value": name}])

    def command(self, name, **parameters):
        """Sends a command of the DevTools protocol; returns its answer."""
        return self.ask("POST", "/goog/cdp/execute", {"cmd": name, "params": parameters})

    def back(self):
        """Presses the browser's Back button."""
        self.ask("POST", "/back", {})

    def settle(self):
        """Waits until the page has done its postponed work."""
        self.wait("return !document.documentElement.dataset.busy")

    def processor_time(self):
        """The seconds of the processor that the page has used since it was opened."""
        metrics = self.command("Performance.getMetrics")["metrics"]
        return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")

    def cost_of_loading(self, url):
        """The seconds of the processor until the page is laid out and has nothing left to do."""
        self.open("about:blank")
        self.command("Performance.disable")
        self.command("Performance.enable", timeDomain="threadTicks")
        self.open(url)
        return self.cost_since(0)

    def cost_since(self, before):
        """The seconds of the processor since then, until the page has nothing left to do."""
        self.settle()
        self.run("return document.body.offsetHeight")
        return self.processor_time() - before

    def complaints(self):
        """The console's messages since the last call."""
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
