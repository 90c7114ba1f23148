"""The admin page: key, figures, conversations, inbox, knowledge; languages, dark, small screens, hostile data."""

import re
import unittest

from browser import ADMIN_KEY, UNNAMED, BrowserTest, expect, scripted


class AdminTests(BrowserTest):
    def setUp(self):
        super().setUp()
        self.page.goto(self.base + "/admin")

    def enter(self):
        self.page.get_by_label("密钥", exact=True).fill(ADMIN_KEY)
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("heading", level=1, name="概览")).to_be_visible()

    def go(self, name):
        self.page.get_by_role("navigation").get_by_role("link", name=name).click()
        expect(self.page.get_by_role("heading", level=1, name=name)).to_be_visible()

    def test_a_wrong_key_shows_nothing_and_can_be_corrected(self):
        self.page.get_by_label("密钥", exact=True).fill("wrong")
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("alert")).to_contain_text("密钥不对")
        expect(self.page.get_by_role("navigation")).to_have_count(0)
        self.enter()

    def test_the_key_is_stored_nowhere_and_asked_for_after_a_reload(self):
        self.enter()
        self.go("对话")
        kept = self.page.evaluate(
            "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href, history.state])"
        )
        self.assertNotIn(ADMIN_KEY, kept)
        self.assertNotIn(ADMIN_KEY, self.page.content())
        self.page.reload()
        expect(self.page.get_by_label("密钥", exact=True)).to_be_focused()

    def test_signing_out_forgets_the_key(self):
        self.enter()
        self.page.get_by_role("button", name="退出").click()
        expect(self.page.get_by_label("密钥", exact=True)).to_have_value("")
        self.page.evaluate("location.hash = '#conversations'")
        expect(self.page.get_by_role("navigation")).to_have_count(0)

    def test_figures_are_drawn_and_can_be_read_as_a_table(self):
        self.enter()
        charts = self.page.locator("figure")
        if self.server:
            expect(charts).to_have_count(4)
            self.assertGreater(self.page.locator("figure rect").count(), 50)
            tile = self.page.locator(".tile .value").first.inner_text()
            charts.first.get_by_text("看表格").click()
            cells = charts.first.locator("tbody td").all_inner_texts()
            self.assertEqual(sum(int(cell.replace(",", "")) for cell in cells), int(tile.replace(",", "")))
        self.page.get_by_label("时间范围").select_option("7")
        expect(self.page.locator(".tile").first).to_contain_text("最近 7 天")

    @scripted
    def test_a_day_without_questions_leaves_a_gap_in_the_line(self):
        self.enter()
        path = self.page.locator("path.line").first.get_attribute("d")
        self.assertEqual(path.count("M"), 2)

    @scripted
    def test_conversations_are_filtered_and_paged(self):
        self.enter()
        self.go("对话")
        rows = self.page.locator(".rows a")
        expect(rows).to_have_count(50)
        self.page.get_by_role("button", name="显示更多").click()
        expect(rows).to_have_count(64)
        expect(self.page.get_by_role("button", name="显示更多")).to_be_hidden()
        self.page.get_by_label("结果").select_option("handed-over")
        expect(rows.first.locator(".badge").first).to_be_visible()
        self.page.get_by_label("内容包含").fill("投诉")
        self.page.get_by_role("button", name="筛选").click()
        expect(self.page.get_by_role("status")).not_to_contain_text("64")
        self.page.get_by_label("内容包含").fill("没有这样的词")
        self.page.get_by_role("button", name="筛选").click()
        expect(self.page.get_by_role("status")).to_contain_text("没有符合条件的对话")
        self.page.get_by_role("button", name="清除").click()
        expect(rows).to_have_count(50)

    @scripted
    def test_a_conversation_tells_why_each_answer_came_about(self):
        self.enter()
        self.go("对话")
        self.page.get_by_label("评价").select_option("bad")
        self.page.locator(".rows a").first.click()
        turn = self.page.locator(".turn").first
        turn.get_by_text("为什么这样回答").click()
        for part in ["资料能回答的概率", "最高相似度", "检索完成", "检索到的段落", "zh/returns/return-policy.md:8"]:
            expect(turn).to_contain_text(part)
        self.page.get_by_role("link", name="返回列表").click()
        expect(self.page.get_by_label("评价")).to_have_value("bad")

    @scripted
    def test_a_stored_answer_without_scores_shows_none(self):
        self.enter()
        self.page.evaluate("location.hash = '#conversations/k0001x2c4q7vd'")
        expect(self.page.locator(".turn .direct")).to_have_count(1)
        for why in self.page.get_by_text("为什么这样回答").all():
            why.click()
        expect(self.page.locator("main")).to_contain_text("资料能回答的概率")
        expect(self.page.locator("main")).not_to_contain_text("NaN")

    def test_the_back_button_leads_back(self):
        self.enter()
        self.go("对话")
        self.go("知识库")
        self.page.go_back()
        expect(self.page.get_by_role("heading", level=1, name="对话")).to_be_visible()

    @scripted
    def test_an_answer_is_written_and_waits_for_the_refresh(self):
        self.enter()
        self.go("待答问题")
        card = self.page.locator(".cards > li").first
        card.get_by_role("button", name="写答案").click()
        expect(card.get_by_label("答案", exact=True)).to_be_focused()
        card.get_by_role("button", name="存入知识库").click()
        expect(card.get_by_role("alert")).to_contain_text("请先写答案")
        card.get_by_label("答案", exact=True).fill("可以，免费安装，搬家时可以拆走。")
        card.get_by_label("净水器能拆走再装吗").uncheck()
        card.get_by_role("button", name="存入知识库").click()
        expect(card).to_contain_text("support-answers.csv 第 2 行")
        self.assertEqual(self.server.state.admin.answers, {"k0000-1": "可以，免费安装，搬家时可以拆走。"})
        self.go("概览")
        self.go("待答问题")
        expect(self.page.locator(".cards > li").first).to_contain_text("等待刷新")

    @scripted
    def test_questions_are_checked_again(self):
        self.enter()
        self.go("待答问题")
        self.page.get_by_role("button", name="重新检查").click()
        expect(self.page.locator("main > [role=status]")).to_contain_text("其中 1 个现在能答上来了")
        expect(self.page.locator(".cards > li").nth(1)).to_contain_text("现在能回答了")

    def test_knowledge_is_shown_and_refreshed_with_progress(self):
        self.enter()
        self.go("知识库")
        expect(self.page.locator(".tile").first).to_contain_text("文档")
        self.page.get_by_role("button", name="立即刷新").click()
        if self.server:
            expect(self.page.get_by_role("progressbar")).to_be_visible()
            expect(self.page.get_by_role("button", name="立即刷新")).to_be_disabled()
            expect(self.page.locator(".failures")).to_contain_text("zh/manuals/broken.pdf", timeout=15_000)
        expect(self.page.locator(".done")).to_contain_text("刷新完成", timeout=60_000)
        expect(self.page.get_by_role("button", name="立即刷新")).to_be_enabled()

    def test_questions_are_grouped_by_subject_with_progress(self):
        self.enter()
        self.go("话题")
        self.page.get_by_label("时间范围").select_option("0")
        self.page.get_by_role("button", name="归纳话题").click()
        if self.server:
            expect(self.page.get_by_role("progressbar")).to_be_visible()
            card = self.page.locator(".cards > li").first
            for part in ["退货 · 运费 · 谁付", "问了 320 次", "27%", "增加", "31 个没答好", "<img src=x", "换货 (57)"]:
                expect(card).to_contain_text(part)
            self.assertEqual(card.locator(".columns i").evaluate_all("bars => bars.map(bar => bar.style.height)")[3], "100%")
            self.assertIsNone(self.page.evaluate("window.hacked ?? null"))
        expect(self.page.get_by_role("status")).to_contain_text("归纳于", timeout=60_000)
        expect(self.page.get_by_role("button", name="归纳话题")).to_be_enabled()

    @scripted
    def test_a_service_that_goes_away_is_told_and_tried_again(self):
        self.enter()
        self.page.route("**/admin/status", lambda route: route.abort())
        self.page.get_by_role("navigation").get_by_role("link", name="知识库").click()
        expect(self.page.get_by_role("alert")).to_contain_text("连接不上服务")
        self.page.unroute("**/admin/status")
        self.page.get_by_role("button", name="重试").click()
        expect(self.page.get_by_role("heading", level=1, name="知识库")).to_be_visible()

    @scripted
    def test_texts_of_customers_are_never_markup(self):
        self.enter()
        self.go("待答问题")
        expect(self.page.locator("main img")).to_have_count(0)
        expect(self.page.locator(".cards")).to_contain_text("<img src=x onerror=hacked=1>")
        self.go("对话")
        expect(self.page.locator(".rows")).to_contain_text("<b>急</b>")
        self.assertIsNone(self.page.evaluate("window.hacked ?? null"))

    def test_the_language_can_be_changed(self):
        self.enter()
        self.page.get_by_role("button", name="English").click()
        for name in ["Overview", "Conversations", "Unanswered", "Topics", "Knowledge"]:
            self.page.get_by_role("navigation").get_by_role("link", name=name).click()
            expect(self.page.get_by_role("heading", level=1, name=name)).to_be_visible()
        self.assertEqual(self.page.evaluate("document.documentElement.lang"), "en")

    def test_every_view_fits_a_narrow_screen_in_light_and_dark(self):
        self.page.set_viewport_size({"width": 360, "height": 740})
        self.enter()
        for scheme in ["light", "dark"]:
            self.page.emulate_media(color_scheme=scheme)
            for name in ["概览", "对话", "待答问题", "话题", "知识库"]:
                self.go(name)
                self.assertLessEqual(
                    self.page.evaluate("document.documentElement.scrollWidth"), 360, f"{name} in {scheme}"
                )

    def test_every_control_has_a_name(self):
        self.enter()
        for name in ["概览", "对话", "待答问题", "话题", "知识库"]:
            self.go(name)
            unnamed = self.page.evaluate(UNNAMED, "body")
            self.assertEqual(unnamed, [], name)

    def test_the_page_works_with_the_keyboard_alone(self):
        self.page.keyboard.type(ADMIN_KEY)
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("heading", level=1, name="概览")).to_be_visible()
        for _ in range(10):
            self.page.keyboard.press("Tab")
            if re.search("对话", self.page.evaluate("document.activeElement.textContent")):
                break
        self.page.keyboard.press("Enter")
        expect(self.page.get_by_role("heading", level=1, name="对话")).to_be_visible()


if __name__ == "__main__":
    unittest.main()
