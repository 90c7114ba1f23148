"""What the browser tests share: one Chromium, one server, and a driver for the widget.

The tests run against the stub, or against a running `kefu serve` that is named by KEFU_BASE_URL (and KEFU_ADMIN_KEY).
Tests that need a scripted answer are marked with `scripted` and are left out there.
"""

import json
import os
import shutil
import unittest
import urllib.request

from playwright.sync_api import expect, sync_playwright

import stub_server

BASE_URL = os.environ.get("KEFU_BASE_URL")
ADMIN_KEY = os.environ.get("KEFU_ADMIN_KEY", "test-admin-key")
scripted = unittest.skipIf(BASE_URL, "needs the scripted answers of the stub")
#: How long an answer may take: a local model needs up to 30 seconds for its first word.
PATIENCE = 90_000 if BASE_URL else 8_000

#: Notes every violation of the content security policy before a page's own scripts run.
WATCH = """
window.violations = [];
addEventListener('securitypolicyviolation', event => violations.push(`${event.violatedDirective} ${event.blockedURI}`));
"""

#: Returns the controls below an element that have no name for a screen reader.
UNNAMED = """selector => {
    const place = document.querySelector(selector);
    const isNamed = node => node.ariaLabel || node.labels?.length || (node.tagName !== 'SELECT' && node.textContent.trim());
    return [...(place.shadowRoot || place).querySelectorAll('a, button, input, select, textarea')]
        .filter(node => !isNamed(node)).map(node => node.outerHTML);
}"""


class BrowserTest(unittest.TestCase):
    """A test with a page of its own. It fails if the page throws an error or violates its policy."""

    options = {"locale": "zh-CN", "viewport": {"width": 1100, "height": 800}}

    @classmethod
    def setUpClass(cls):
        cls.playwright = sync_playwright().start()
        cls.browser = cls.playwright.chromium.launch(
            executable_path=os.environ.get("CHROMIUM") or shutil.which("chromium")
        )

    @classmethod
    def tearDownClass(cls):
        cls.browser.close()
        cls.playwright.stop()

    def setUp(self):
        self.server = None if BASE_URL else stub_server.serve()
        self.base = BASE_URL or f"http://127.0.0.1:{self.server.server_port}"
        self.errors = []
        self.context, self.page = self.new_page()

    def tearDown(self):
        violations = self.page.evaluate("window.violations || []")
        self.context.close()
        if self.server:
            self.server.shutdown()
            self.server.server_close()
        self.assertEqual(violations, [], "content security policy")
        self.assertEqual(self.errors, [], "errors of the page")

    def new_page(self, **options):
        context = self.browser.new_context(**(self.options | options))
        context.set_default_timeout(PATIENCE)
        context.add_init_script(WATCH)
        page = context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        return context, page

    def stub_state(self):
        with urllib.request.urlopen(self.base + "/stub/state") as reply:
            return json.load(reply)


class WidgetTest(BrowserTest):
    """A test that opens the demo page and drives its widget."""

    address = "/demo"

    def setUp(self):
        super().setUp()
        self.page.goto(self.base + self.address)

    def open(self):
        self.page.locator(".launcher").click()
        expect(self.page.locator(".log article").first).to_be_visible()
        self.page.locator(".panel").evaluate(
            "panel => Promise.all(panel.getAnimations().map(animation => animation.finished)).then(() => true)"
        )

    def ask(self, question, waits=True):
        self.page.locator(".composer textarea").fill(question)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".question").last).to_have_text(question)
        if waits:
            self.wait()

    def wait(self):
        expect(self.page.locator(".log")).to_have_attribute("aria-busy", "false", timeout=PATIENCE)

    @property
    def answer(self):
        """The last answer."""
        return self.page.locator("article.turn").last

    def text(self):
        return self.answer.locator(".text").inner_text()
