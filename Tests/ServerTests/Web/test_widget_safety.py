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
            tags: [...answer.querySelectorAll('script, img, iframe, style, object, svg:not(.icon svg), form:not(.card)')].map(node => node.outerHTML),
            links: [...answer.querySelectorAll('a')].map(link => link.getAttribute('href')),
            attributes: [...answer.querySelectorAll('*')].flatMap(node => [...node.attributes]).map(attribute => attribute.name)
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
            sheet.replaceSync('button { display: none !important } * { font-size: 60px; color: red } div { opacity: .1 }');
            document.adoptedStyleSheets = [sheet];
        }""")
        expect(self.page.locator(".launcher")).to_be_visible()
        self.open()
        self.assertEqual(
            self.page.locator(".composer textarea").evaluate("field => getComputedStyle(field).fontSize"), "16px"
        )

    def test_markdown_is_rendered_in_linear_time(self):
        times = self.page.evaluate("""async () => {
            const { markdownView } = await import(new URL('assets/markdown.js', location.origin + '/'));
            const hostile = ['*', '**', '`', '[', '[a](', '![', '> ', '- ', '|', '_', '\\\\', '[1]', 'https://', '  - a\\n', '((', '|-|\\n', '# ', '~~~\\n', '.', ' ', '- - ', 'a|'];
            return hostile.map(part => {
                const text = part.repeat(Math.ceil(40000 / part.length)), began = performance.now();
                markdownView(document.createElement('div'))(text, () => null);
                return [part, Math.round(performance.now() - began)];
            });
        }""")
        self.assertEqual([(part, spent) for part, spent in times if spent > 1000], [])

    def test_markdown_keeps_what_it_knows(self):
        html = self.page.evaluate("""async () => {
            const { markdownView } = await import(new URL('assets/markdown.js', location.origin + '/'));
            const show = text => { const node = document.createElement('div'); markdownView(node)(text, () => null); return node.innerHTML; };
            return ['# 标题', '**粗** *斜* `码` \\\\*', '1. 一\\n2. 二\\n   - 乙', '> 引\\n> 用', '| 甲 | 乙 |\\n|---|---|\\n| 1 | 2 |', '```\\n<b>\\n```',
                    '一\\n二', '见 https://a.example/b。好', '3、三\\n4、四', '30*40*50 cm', '[文](ftp://a.example)', '1. a\\n1. b\\n\\n完'].map(show);
        }""")
        self.assertEqual(
            html,
            [
                '<p class="heading">标题</p>',
                "<p><strong>粗</strong> <em>斜</em> <code>码</code> *</p>",
                '<ol start="1"><li>一</li><li>二<ul><li>乙</li></ul></li></ol>',
                "<blockquote>引<br>用</blockquote>",
                '<div class="table" tabindex="0"><table><thead><tr><th>甲</th><th>乙</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table></div>',
                '<pre tabindex="0"><code>&lt;b&gt;</code></pre>',
                "<p>一<br>二</p>",
                '<p>见 <a href="https://a.example/b" target="_blank" rel="noopener noreferrer nofollow">https://a.example/b</a>。好</p>',
                '<ol start="3"><li>三</li><li>四</li></ol>',
                "<p>30*40*50 cm</p>",
                "<p>文</p>",
                '<ol start="1"><li>a</li><li>b</li></ol><p>完</p>',
            ],
        )

    def test_the_files_are_small(self):
        sizes = self.page.evaluate("""async () => {
            const size = async name => (await (await fetch(name)).blob()).size;
            return { widget: await size('widget.js') };
        }""")
        self.assertLessEqual(sizes["widget"], 25_000)


if __name__ == "__main__":
    unittest.main()
