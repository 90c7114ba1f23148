"""The widget for everyone: input methods, keyboard alone, screen readers, languages, dark, small screens."""

import re
import unittest

from browser import UNNAMED, WidgetTest, expect, scripted

#: The contrast of two computed colours, as WCAG 2 defines it.
CONTRAST = """([element, behind]) => {
  const light = value => {
    const [r, g, b] = value.match(/[\\d.]+/g).map(part => part / 255)
      .map(part => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4);
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const [a, b] = [light(getComputedStyle(element).color), light(getComputedStyle(behind).backgroundColor)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}"""


class AccessTests(WidgetTest):
    def focused(self):
        return self.page.evaluate("document.querySelector('[data-kefu]').shadowRoot.activeElement?.outerHTML || ''")

    def test_enter_that_chooses_a_candidate_sends_nothing(self):
        self.open()
        keys = self.context.new_cdp_session(self.page)
        field = self.page.locator(".composer textarea")
        field.focus()
        keys.send("Input.imeSetComposition", {"text": "tuihuo", "selectionStart": 6, "selectionEnd": 6})
        for kind in ["rawKeyDown", "keyUp"]:
            keys.send(
                "Input.dispatchKeyEvent", {"type": kind, "key": "Enter", "code": "Enter", "windowsVirtualKeyCode": 229}
            )
        self.assertEqual(field.input_value(), "tuihuo")
        expect(self.page.locator(".question")).to_have_count(0)
        keys.send("Input.insertText", {"text": "退货最晚什么时候申请？"})
        # Safari reports the Enter that ends a composition afterwards, with the code 229 alone.
        field.evaluate(
            "field => field.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', keyCode: 229, bubbles: true}))"
        )
        expect(self.page.locator(".question")).to_have_count(0)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".question")).to_have_text("退货最晚什么时候申请？")
        self.wait()

    def test_shift_and_enter_begin_a_new_line(self):
        self.open()
        self.page.keyboard.type("第一行")
        self.page.keyboard.press("Shift+Enter")
        self.page.keyboard.type("第二行")
        self.assertEqual(self.page.locator(".composer textarea").input_value(), "第一行\n第二行")
        expect(self.page.locator(".question")).to_have_count(0)

    def test_everything_works_with_the_keyboard_alone(self):
        for _ in range(20):
            self.page.keyboard.press("Tab")
            if "launcher" in self.focused():
                break
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".composer textarea")).to_be_focused()
        expect(self.page.locator(".log article").first).to_be_visible()
        self.page.keyboard.type("退货最晚什么时候申请？")
        self.page.keyboard.press("Enter")
        self.wait()
        for _ in range(12):
            self.page.keyboard.press("Shift+Tab")
            if 'class="chip"' in self.focused():
                break
        self.page.keyboard.press("Enter")
        expect(self.page.locator("section.source:visible")).to_have_count(1)
        self.page.keyboard.press("Escape")
        expect(self.page.locator(".panel")).to_be_hidden()
        self.assertIn("launcher", self.focused())

    def test_the_focus_stays_in_the_open_panel(self):
        self.open()
        self.ask("退货最晚什么时候申请？")
        for key in ["Tab", "Shift+Tab"]:
            for _ in range(25):
                self.page.keyboard.press(key)
                self.assertNotEqual(self.focused(), "")

    def test_a_screen_reader_finds_names_and_hears_the_answer(self):
        self.open()
        self.ask("退货最晚什么时候申请？")
        tree = self.page.locator("body").aria_snapshot()
        for part in [
            "- dialog",
            "- log",
            '- textbox "请输入您的问题"',
            '- button "发送"',
            '- button "关闭"',
            '- button "有帮助"',
            "- status",
        ]:
            self.assertIn(part, tree)
        self.assertRegex(tree, r'button "来源 1：.+"')
        self.assertIn(self.text()[:5], self.page.locator(".heard").inner_text().replace("*", ""))
        unnamed = self.page.evaluate(UNNAMED, "[data-kefu]")
        self.assertEqual(unnamed, [])

    def test_english_pages_get_an_english_widget(self):
        self.page.goto(self.base + "/demo?lang=en")
        self.page.get_by_role("button", name="Open chat").click()
        expect(self.page.locator(".log article").first).to_contain_text("Orvela customer service")
        self.ask("When is the latest I can ask for a return?")
        expect(self.answer.get_by_role("button", name="Helpful", exact=True)).to_be_visible()
        self.assertNotRegex(self.page.locator(".head, .notice, .composer").first.inner_text(), "[\u4e00-\u9fff]")

    def test_texts_can_be_read_in_light_and_dark(self):
        for scheme in ["light", "dark"]:
            with self.subTest(scheme):
                self.page.emulate_media(color_scheme=scheme)
                if scheme == "light":
                    self.open()
                    self.ask("退货最晚什么时候申请？")
                    self.answer.locator(".chip").first.click()
                for text, behind in [
                    (".text", ".panel"),
                    (".question", ".question"),
                    (".notice", ".panel"),
                    (".place", ".source"),
                    (".chip", ".panel"),
                ]:
                    nodes = [self.page.locator(name).last.element_handle() for name in (text, behind)]
                    self.assertGreaterEqual(self.page.evaluate(CONTRAST, nodes), 4.5, f"{text} in {scheme}")

    def test_a_narrow_screen_is_filled_and_nothing_overflows(self):
        self.page.set_viewport_size({"width": 360, "height": 640})
        self.open()
        self.ask("退货最晚什么时候申请？")
        self.assertEqual(self.page.locator(".panel").bounding_box(), {"x": 0, "y": 0, "width": 360, "height": 640})
        self.assertLessEqual(self.page.evaluate("document.documentElement.scrollWidth"), 360)
        self.assertEqual(self.page.locator(".log").evaluate("log => log.scrollWidth - log.clientWidth"), 0)
        size = self.page.locator(".composer textarea").evaluate("field => parseFloat(getComputedStyle(field).fontSize)")
        self.assertGreaterEqual(size, 16, "phones zoom into fields with smaller letters")
        small = [
            box
            for box in (button.bounding_box() for button in self.page.locator(".panel .icon:visible").all())
            if min(box["width"], box["height"]) < 36
        ]
        self.assertEqual(small, [])

    def test_the_keyboard_of_a_phone_does_not_hide_the_field(self):
        self.page.set_viewport_size({"width": 360, "height": 640})
        self.open()
        self.page.evaluate("""Object.defineProperties(visualViewport, {height: {value: 330}, offsetTop: {value: 40}});
            visualViewport.dispatchEvent(new Event('resize'))""")
        box = self.page.locator(".composer").bounding_box()
        self.assertLessEqual(box["y"] + box["height"], 370)
        self.assertEqual(self.page.locator(".panel").bounding_box()["y"], 40)

    def test_reduced_motion_ends_every_animation(self):
        self.page.emulate_media(reduced_motion="reduce")
        self.open()
        self.assertEqual(self.page.locator(".panel").evaluate("panel => getComputedStyle(panel).animationName"), "none")

    @scripted
    def test_a_closed_panel_tells_of_a_new_answer(self):
        self.open()
        self.ask("退货最晚什么时候申请？", waits=False)
        self.page.keyboard.press("Escape")
        self.page.get_by_role("button", name=re.compile("有新回答")).click()
        self.assertIn("15 天", self.text())


if __name__ == "__main__":
    unittest.main()
