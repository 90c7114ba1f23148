"""The widget: asking, streaming, stopping, sources, readings, feedback, hand-over, history."""

import re
import unittest

from browser import PATIENCE, WidgetTest, expect, scripted


class AskingTests(WidgetTest):
    def test_an_answer_shows_its_sources_at_their_marks(self):
        self.open()
        self.ask("退货最晚什么时候申请？")
        mark = self.answer.locator(".sources .chip").first
        source = self.answer.locator("section.source").first
        expect(source).to_be_hidden()
        mark.click()
        expect(source).to_be_visible()
        expect(mark).to_have_attribute("aria-expanded", "true")
        self.assertGreater(len(source.inner_text()), 20)
        mark.click()
        expect(source).to_be_hidden()

    @scripted
    def test_text_appears_while_it_is_written_and_no_character_is_broken(self):
        self.open()
        self.ask("请慢慢说", waits=False)
        expect(self.answer.locator(".text")).to_contain_text("第 2 句")
        expect(self.page.locator(".log")).to_have_attribute("aria-busy", "true")
        self.assertNotIn("\ufffd", self.text())
        self.page.locator(".composer button").click()
        self.wait()

    @scripted
    def test_stop_ends_the_work_of_the_server_and_keeps_the_text(self):
        self.open()
        self.ask("请慢慢说", waits=False)
        expect(self.answer.locator(".text")).to_contain_text("第 1 句")
        stop = self.page.get_by_role("button", name="停止回答")
        stop.click()
        expect(self.answer).to_contain_text("已停止")
        self.assertIn("第 1 句", self.text())
        self.page.wait_for_function(
            "fetch('/stub/state').then(reply => reply.json()).then(state => state.stopped === 1)"
        )
        self.ask("你好")
        expect(self.answer).to_contain_text("有什么可以帮您")

    def test_a_follow_up_goes_to_the_same_session(self):
        self.open()
        self.ask("退货最晚什么时候申请？")
        self.ask("那黑金会员呢？")
        self.assertIn("30", self.text())
        if self.server:
            (first, _), (second, question) = self.stub_state()["questions"]
            self.assertIsNone(first)
            self.assertIsNotNone(second)
            self.assertEqual(question, "那黑金会员呢？")

    @scripted
    def test_a_reading_is_chosen_with_a_button_that_can_be_used_once(self):
        self.open()
        self.ask("想问哪一款的价格")
        choice = self.answer.get_by_role("button", name="RV-70 的价格")
        choice.click()
        expect(self.page.locator(".question").last).to_have_text("RV-70 的价格")
        self.wait()
        self.assertIn("1,899", self.text())
        expect(self.page.locator(".options button").first).to_be_disabled()

    @scripted
    def test_readings_are_shown_once(self):
        self.open()
        self.ask("想问哪一款的价格")
        self.assertEqual(self.text(), "请问您想了解的是哪一个？")
        self.page.reload()
        expect(self.answer.locator(".options button")).to_have_count(2)
        self.assertEqual(self.text(), "请问您想了解的是哪一个？")

    @scripted
    def test_where_no_conversation_is_stored_the_earlier_messages_are_sent(self):
        self.open()
        self.ask("unstored one")
        self.ask("unstored two")
        self.assertEqual(self.stub_state()["messages"], [1, 3])
        expect(self.answer.get_by_role("button", name="有帮助")).to_have_count(0)

    def test_a_verdict_is_sent_with_words(self):
        self.open()
        self.ask("退货最晚什么时候申请？")
        bad = self.answer.get_by_role("button", name="没有帮助")
        bad.click()
        expect(bad).to_have_attribute("aria-pressed", "true")
        self.answer.get_by_label("哪里不对").fill("期限不对")
        self.page.keyboard.press("Enter")
        expect(self.answer).to_contain_text("谢谢您的反馈")
        expect(self.answer.get_by_label("哪里不对")).to_be_hidden()
        if self.server:
            self.assertEqual(
                [given[1:] for given in self.stub_state()["feedback"]], [[1, "bad", None], [1, "bad", "期限不对"]]
            )

    def test_at_a_hand_over_the_customer_leaves_a_contact(self):
        self.open()
        self.ask("我要转人工")
        form = self.answer.locator("form.card").first
        if not self.server and form.count() == 0:
            self.skipTest("the service takes no contacts")
        form.get_by_role("button").click()
        expect(form).to_contain_text("请填写电话或邮箱")
        form.get_by_label("电话或邮箱").fill("138 0000 0000")
        form.get_by_label("称呼").fill("李女士")
        form.get_by_role("button").click()
        expect(form.locator("input")).to_have_count(0)
        self.assertNotEqual(form.inner_text().strip(), "")
        if self.server:
            self.assertEqual(
                self.stub_state()["contacts"], [{"contact": "138 0000 0000", "name": "李女士", "words": None}]
            )

    @scripted
    def test_a_withdrawn_text_is_replaced_from_the_code_point_on(self):
        self.open()
        self.ask("withdraw")
        self.assertEqual(self.text(), "抱歉，这个问题我没有十足的把握，为免误导您，就不随意作答了。")
        self.ask("partly")
        self.assertEqual(self.text(), "😀 The battery lasts 7 hours. The documents do not say more.")

    @scripted
    def test_a_quoted_passage_stands_above_the_answer(self):
        self.open()
        self.ask("quote first")
        expect(self.answer.locator("blockquote")).to_contain_text("签收后 15 天内可以申请退货。")
        self.assertIn("退货要在 15 天内申请", self.text())

    def test_the_conversation_outlives_a_reload(self):
        self.open()
        self.ask("退货最晚什么时候申请？")
        before = self.text()
        self.page.reload()
        expect(self.page.locator(".question")).to_have_text("退货最晚什么时候申请？")
        self.assertEqual(self.text(), before)
        self.ask("那黑金会员呢？")
        self.assertIn("30", self.text())

    def test_another_tab_shows_the_same_conversation(self):
        self.open()
        other = self.context.new_page()
        other.goto(self.base + "/demo")
        other.locator(".launcher").click()
        expect(other.locator(".log article").first).to_be_visible()
        self.ask("退货最晚什么时候申请？")
        expect(other.locator(".question")).to_have_text("退货最晚什么时候申请？", timeout=PATIENCE)

    @scripted
    def test_a_customer_does_not_see_the_conversation_of_another(self):
        customer = None

        def sign(route):
            reply = route.fetch()
            tag = f'data-user="{customer}" data-user-signature="ab" defer'
            route.fulfill(response=reply, body=reply.text().replace("defer", tag) if customer else reply.text())

        self.page.route("**/demo", sign)
        for customer, seen in [("42", 0), ("43", 0), (None, 0), ("42", 1)]:
            self.page.reload()
            self.open()
            expect(self.page.locator(".question")).to_have_count(seen)
            if not seen:
                self.ask("退货最晚什么时候申请？")
                self.page.keyboard.press("Escape")

    def test_an_erased_conversation_is_gone_everywhere(self):
        self.open()
        self.ask("退货最晚什么时候申请？")
        self.page.get_by_role("button", name=re.compile("删除对话")).click()
        self.page.get_by_role("button", name="删除", exact=True).click()
        expect(self.page.locator(".question")).to_have_count(0)
        expect(self.page.locator(".log")).to_contain_text("对话已删除")
        self.page.reload()
        expect(self.page.locator(".log article").first).to_be_visible()
        expect(self.page.locator(".question")).to_have_count(0)

    def test_an_answer_by_a_model_is_labelled(self):
        self.open()
        expect(self.page.locator(".notice")).to_contain_text("AI")
        if self.server:
            self.ask("退货最晚什么时候申请？")
            expect(self.answer.locator(".label")).to_have_text("AI 生成")
            self.ask("你好")
            expect(self.answer.locator(".label")).to_have_count(0)


if __name__ == "__main__":
    unittest.main()
