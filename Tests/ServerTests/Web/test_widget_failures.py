"""The widget when something fails: limits, lost connections, broken streams, expired tokens and sessions."""

import datetime
import time
import unittest

from browser import WidgetTest, expect, scripted


@scripted
class FailureTests(WidgetTest):
    def test_a_limit_is_shown_with_its_wait_and_the_question_is_asked_again(self):
        self.open()
        began = time.monotonic()
        self.ask("很忙的时候退货", waits=False)
        expect(self.answer).to_contain_text("秒后自动重试")
        self.wait()
        self.assertIn("15 天", self.text())
        self.assertGreaterEqual(time.monotonic() - began, 2)
        expect(self.page.locator(".question")).to_have_count(1)

    def test_a_long_wait_is_told_and_nothing_is_tried_before(self):
        self.open()
        self.ask("ceiling")
        expect(self.answer).to_contain_text("以后再试")
        self.assertRegex(self.answer.inner_text(), r"\d\d:\d\d")

    def test_the_wait_for_another_try_can_be_stopped(self):
        self.open()
        self.ask("很忙", waits=False)
        expect(self.answer).to_contain_text("秒后自动重试")
        self.page.locator(".composer button").click()
        expect(self.answer).to_contain_text("已停止")

    def test_without_a_network_the_question_is_kept_and_asked_again(self):
        self.open()
        self.ask("你好")
        self.context.set_offline(True)
        self.ask("退货最晚什么时候申请？")
        expect(self.answer).to_contain_text("请检查网络")
        self.context.set_offline(False)
        self.answer.get_by_role("button", name="重试").click()
        expect(self.answer.locator(".text")).to_contain_text("15 天")
        expect(self.page.locator(".question")).to_have_count(2)

    def test_a_widget_opened_without_a_network_can_try_again(self):
        self.page.locator(".launcher").hover()
        self.page.route("**/widget/token", lambda route: route.abort())
        self.page.locator(".launcher").click()
        expect(self.page.locator(".log")).to_contain_text("请检查网络")
        self.page.unroute("**/widget/token")
        self.page.get_by_role("button", name="重试").click()
        expect(self.page.locator(".log")).to_contain_text("您好，这里是沃岚客服")

    def test_a_launcher_that_cannot_load_the_chat_says_so_and_works_later(self):
        self.page.route("**/assets/chat.js*", lambda route: route.abort())
        self.page.locator(".launcher").click()
        expect(self.page.get_by_role("button", name="没有加载成功")).to_be_visible()

    def test_an_error_in_mid_stream_keeps_the_text_and_offers_another_try(self):
        for question in ["break off", "cut"]:
            with self.subTest(question):
                if question == "break off":
                    self.open()
                self.ask(question)
                expect(self.answer).to_contain_text("回答中断了")
                self.assertNotEqual(self.text(), "")
                expect(self.answer.get_by_role("button", name="重试")).to_be_enabled()

    def test_a_second_question_in_a_running_session_is_told(self):
        self.open()
        self.ask("elsewhere")
        expect(self.answer).to_contain_text("上一个问题还在回答")

    def test_a_failed_model_is_told_with_the_way_to_a_person(self):
        self.open()
        self.ask("unreachable")
        expect(self.answer).to_contain_text("400-555-0126")

    def test_an_expired_token_is_renewed_unseen(self):
        self.open()
        self.ask("退货最晚什么时候申请？")
        self.page.evaluate("""fetch('/stub/expire', {method: 'POST',
            body: JSON.stringify({token: JSON.parse(localStorage.getItem('kefu:demo')).token})})""")
        self.ask("那黑金会员呢？")
        self.assertIn("30 天", self.text())
        self.assertEqual(len(self.stub_state()["questions"]), 2)
        self.assertEqual(self.stub_state()["tokens"], 2)

    def test_a_wrong_clock_does_not_ask_for_a_token_each_time(self):
        self.page.clock.set_fixed_time(datetime.datetime.now() + datetime.timedelta(days=1))
        self.page.reload()
        self.open()
        self.ask("你好")
        self.ask("退货最晚什么时候申请？")
        self.assertEqual(self.stub_state()["tokens"], 1)

    def test_an_expired_session_begins_a_new_one_and_says_so(self):
        self.open()
        self.ask("你好")
        self.server.state.sessions.clear()
        self.ask("退货最晚什么时候申请？")
        expect(self.page.locator(".log")).to_contain_text("之前的对话已经过期")
        self.assertIn("15 天", self.text())

    def test_where_the_browser_stores_nothing_the_conversation_works(self):
        context, page = self.new_page()
        context.add_init_script(
            """for (const name of ['localStorage', 'sessionStorage']) {
                Object.defineProperty(window, name, {get() { throw new Error('denied'); }});
            }"""
        )
        page.goto(self.base + "/demo")
        self.page = page
        self.open()
        self.ask("退货最晚什么时候申请？")
        self.ask("那黑金会员呢？")
        self.assertIsNotNone(self.stub_state()["questions"][1][0])
        context.close()
        self.context, self.page = self.new_page()


if __name__ == "__main__":
    unittest.main()
