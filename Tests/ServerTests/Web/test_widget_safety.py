"""The widget and hostile answers, strict policies, and the page around it."""

import unittest

from browser import WidgetTest, expect, scripted


class SafetyTests(WidgetTest):
    @scripted
    def test_an_answer_full_of_markup_changes_nothing(self):
        self.open()
        self.ask("hostile 攻击")
        for chip in self.answer.locator(".chip").all():
            chip.click()
        found = self.answer.evaluate("""answer => ({
            tags: [...answer.querySelectorAll('script, img, iframe, style, object, svg:not(.icon svg), form:not(.card)')]
                .map(node => node.outerHTML),
            links: [...answer.querySelectorAll('a')].map(link => link.getAttribute('href')),
            attributes: [...answer.querySelectorAll('*')].flatMap(node => [...node.attributes])
                .map(attribute => attribute.name)
                .filter(name => name.startsWith('on') || name === 'style' || name === 'srcdoc'),
        })""")
        self.assertEqual(found["tags"], [])
        self.assertEqual(found["attributes"], [])
        allowed = {
            "https://orvela.example/returns",
            "mailto:help@orvela.example",
            "tel:400-555-0126",
            "https://orvela.example/a?b=1",
        }
        self.assertEqual(set(found["links"]), allowed)
        self.assertIsNone(self.page.evaluate("window.hacked ?? null"))
        self.assertIn("<img src=x onerror=", self.text())
        self.assertIn("[9]", self.text(), "a mark without a source stays text")

    @scripted
    def test_a_question_full_of_markup_is_shown_as_it_is(self):
        self.open()
        self.ask("<img src=x onerror=window.hacked=1> **你好**")
        expect(self.page.locator(".question img, .question strong")).to_have_count(0)
        self.assertIsNone(self.page.evaluate("window.hacked ?? null"))

    def test_the_page_gets_no_globals_and_one_element(self):
        before = self.page.evaluate("""async () => {
            const frame = document.body.appendChild(document.createElement('iframe'));
            const names = Object.keys(frame.contentWindow);
            frame.remove();
            return names;
        }""")
        self.open()
        added = set(self.page.evaluate("Object.keys(window)")) - set(before) - {"violations"}
        self.assertEqual({name for name in added if not name.isdigit()}, set())
        self.assertEqual(self.page.evaluate("document.querySelectorAll('[data-kefu]').length"), 1)

    def test_a_second_tag_adds_no_second_launcher(self):
        tag = '<script src="widget.js" data-widget="demo" defer></script>'

        def twice(route):
            reply = route.fetch()
            route.fulfill(response=reply, body=reply.text().replace(tag, tag + tag))

        self.page.route("**/demo", twice)
        self.page.reload()
        self.assertEqual(self.page.evaluate("document.querySelectorAll('[data-widget]').length"), 2)
        expect(self.page.locator(".launcher")).to_have_count(1)

    @scripted
    def test_a_page_of_another_origin_holds_the_widget_under_a_strict_policy(self):
        self.page.goto(self.base.replace("127.0.0.1", "localhost") + "/stub/shop")
        self.open()
        self.ask("退货最晚什么时候申请？")
        self.assertIn("15 天", self.text())

    def test_the_styles_of_the_page_do_not_reach_the_widget(self):
        self.page.evaluate("""() => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync('button { display: none !important } * { font-size: 60px } div { opacity: .1 }');
            document.adoptedStyleSheets = [sheet];
        }""")
        expect(self.page.locator(".launcher")).to_be_visible()
        self.open()
        self.assertEqual(
            self.page.locator(".composer textarea").evaluate("field => getComputedStyle(field).fontSize"), "16px"
        )

    def test_a_page_that_carries_the_widget_loads_little(self):
        requests = self.page.evaluate(
            "performance.getEntriesByType('resource').map(entry => entry.name.split('/').pop())"
        )
        self.assertFalse([name for name in requests if name.startswith("chat")], "the chat is loaded when it is opened")
        size = self.page.evaluate("fetch('widget.js').then(reply => reply.blob()).then(blob => blob.size)")
        self.assertLessEqual(size, 25_000)


if __name__ == "__main__":
    unittest.main()
