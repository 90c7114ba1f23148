import Foundation
import RAGCore
import Testing

@testable import Ingestion

/// Text of pages that a list of element names would lose: panels, tabs, call-outs, labels, headers of articles.
@Suite struct HTMLFieldCasesTests {
    private func passages(_ html: String) throws -> [String] {
        FieldCase.passages(of: try HTMLReader().read(Data(html.utf8), name: "page"))
    }

    @Test(
        "a page of the field cases gives the passages that a visitor can read",
        arguments: [
            ("04-accordion-checkbox-label-zh", ["电池保修多久?: 电池保修 14 个月。", "屏幕保修多久?: 屏幕保修 9 个月。"]),
            (
                "04-accordion-dl",
                ["When am I billed?: On the 3rd of each month.", "Can I pay by invoice?: From 5 seats on."]
            ),
            (
                "04-accordion-hidden",
                [
                    "Can I change the delivery address?: Yes, up to 45 minutes after ordering, under Orders, Change address.",
                    "What if the courier misses me?: The parcel waits 6 days at the nearest pickup point.",
                ]
            ),
            (
                "04-article-header-footer",
                [
                    "Batteries of model R2 sold before May are recalled.\nBring them to a shop.\nRefund: 45 EUR per battery."
                ]
            ),
            ("04-label-and-options", ["Choose a slot: 8–12, 12–16\nExpress fee: 7 EUR"]),
            ("04-tabs", ["Phones: 27 months.", "Tablets: 19 months."]),
            (
                "05-admonition-aside",
                [
                    "Print the label.\nLithium batteries must not be posted; bring them to a shop.\nDrop the parcel off."
                ]
            ),
            (
                "09-two-row-header",
                [
                    """
                    | Zone | Letter Base | Letter Extra | Parcel Base | Parcel Extra |
                    | --- | --- | --- | --- | --- |
                    | A | 2 | 1 | 6 | 3 |
                    | B | on request | on request | on request | on request |
                    """
                ]
            ),
        ]
    )
    func fieldCase(_ name: String, passages: [String]) throws {
        #expect(try FieldCase.passages(name + ".html") == passages)
    }

    @Test("tabs that are links to panels, as older pages have them, are titles of the panels")
    func linkedTabs() throws {
        let page = """
            <h1>保修</h1><ul class="tabs"><li><a href="#t1">手机</a></li><li><a href="#t2">平板</a></li></ul>
            <div id="t1">27 个月。</div><div id="t2" style="display: none">19 个月。</div><p>均从签收日起算。</p>
            """
        #expect(try passages(page) == ["手机: 27 个月。", "平板: 19 个月。", "均从签收日起算。"])
    }

    @Test("a panel that a script opens has the text of its control as title")
    func scripts() throws {
        let page = """
            <h1>Fees</h1><a onclick="toggle('x9')" href="javascript:void(0)">Companies</a><div id="x9" class="hidden"><p>Ask us.</p></div>
            <dialog id="d1"><p>Refunds take 5 days.</p></dialog><button onclick="d1.showModal()">Refund rules</button>
            """
        #expect(try passages(page) == ["Companies: Ask us.", "Refund rules: Refunds take 5 days."])
    }

    @Test("a panel that a style sheet elsewhere folds has the text of its title by their classes")
    func classes() throws {
        let page = """
            <h1>取消</h1><div class="accordion-item"><div class="accordion-title">退款方式<i>+</i></div><div class="accordion-content">原路退回。</div></div>
            <label for="c3">团体预订</label><input type="checkbox" id="c3" style="display:none"><div>付 12% 定金。</div>
            <div class="faq__question" role="button">How late?</div><div class="faq__answer" aria-hidden="true"><p>Until 22 hours before.</p></div>
            """
        #expect(try passages(page) == ["退款方式: 原路退回。", "团体预订: 付 12% 定金。", "How late?: Until 22 hours before."])
    }

    @Test("text that nothing discloses is left out and noted")
    func hidden() throws {
        let page = """
            <style>.note{display:none} .old{text-decoration: line-through} .p{display:none} :checked ~ .p{display:block}</style>
            <h1>Fees</h1><p class="note">Internal: margin 30%.</p><p style="display:none">毛利 30%</p><p class="d-none">Draft</p>
            <p><span class="old">9 EUR</span> <del>8 EUR</del> <s>7 EUR</s> <span style="text-decoration:line-through">6 EUR</span> 5 EUR</p>
            <p class="p">Shown by a check box.</p><ul><li hidden>Hidden item</li></ul>
            <table><tr><th>Plan</th><th>Fee</th></tr><tr><td>A</td><td><strike>4</strike> 3</td></tr><tr hidden><td>B</td><td>2</td></tr></table>
            """
        let document = try HTMLReader().read(Data(page.utf8), name: "page")
        #expect(
            FieldCase.passages(of: document) == [
                "5 EUR\nShown by a check box.\n| Plan | Fee |\n| --- | --- |\n| A | 3 |"
            ]
        )
        #expect(
            document.notes == ["5 hidden texts were left out", "5 struck-through texts were left out"]
        )
    }

    @Test("a data table in a layout table is a table, and a table in a cell is text of the cell")
    func nestedTables() throws {
        let layout = """
            <table><tr><td>本页</td><td><table><tr><th>型号</th><th>价格</th></tr><tr><td>A1</td><td>3 元</td></tr></table></td></tr></table>
            """
        #expect(try passages(layout) == ["本页\n| 型号 | 价格 |\n| --- | --- |\n| A1 | 3 元 |"])
        let cell = """
            <table><tr><th>Plan</th><th>Detail</th></tr><tr><td>A</td><td><table><tr><td>in</td><td>5</td></tr><tr><td>out</td><td>6</td></tr></table></td></tr></table>
            """
        #expect(try passages(cell) == ["| Plan | Detail |\n| --- | --- |\n| A | in, 5; out, 6 |"])
    }

    @Test("a note stands where it is referred to")
    func notes() throws {
        let page = """
            <h1>运费</h1><p>满 68 元包邮<sup><a href="#n1" id="r1">1</a></sup>，另收 18 元<sup>2</sup>。</p><ol class="footnotes"><li id="n1">生鲜除外。<a href="#r1">↩</a></li></ol>
            """
        #expect(try passages(page) == ["满 68 元包邮（生鲜除外），另收 18 元²。"])
    }

    @Test("a draft is not published, and data in base64 and marks of anchors are no text")
    func noText() throws {
        #expect(
            refusal { try HTMLReader().read(Data("<meta name=draft content=true><p>x".utf8), name: "x") }?.contains(
                "draft"
            ) == true
        )
        let data = Data((0..<150).map { UInt8(truncatingIfNeeded: $0 &* 73 &+ $0 / 7) }).base64EncodedString()
        let page =
            "<h1>退\u{AD}款<a class=headerlink href='#a'>¶</a></h1><p>3 天\u{200B}内。</p><p>\(data)</p><img alt='步骤图' src='data:image/png;base64,\(data)'>"
        let document = try HTMLReader().read(Data(page.utf8), name: "x")
        #expect(document.title == "退款" && FieldCase.passages(of: document) == ["3 天内。\n步骤图"])
        #expect(document.notes == ["a run of base64 was left out"])
    }

    @Test("questions that a page states for search engines are read if the page does not show them")
    func statedQuestions() throws {
        func page(_ body: String) -> String {
            """
            <html><head><title>FAQ</title><script type="application/ld+json">[{"@graph":[{"@type":["FAQPage"],"mainEntity":[
            {"@type":"Question","name":"能寄挪威吗？","acceptedAnswer":{"@type":"Answer","text":"<p>能，17 欧元。</p>"}},
            {"@type":"Question","name":"How long?","suggestedAnswer":[{"text":"6 days &amp; a half."}]}]}]}]</script>
            <script type="application/ld+json">{"Question": broken</script></head><body>\(body)</body></html>
            """
        }
        #expect(try passages(page("<div id=root></div>")) == ["能寄挪威吗？: 能，17 欧元。", "How long?: 6 days & a half."])
        #expect(
            try passages(page("<h2>How long?</h2><p>Six days.</p>")) == ["How long?: Six days.", "能寄挪威吗？: 能，17 欧元。"]
        )
    }

    @Test("a page whose text scripts write is named")
    func scriptsOnly() throws {
        let page = "<html><body><div id=root></div><script src=app.js></script></body></html>"
        #expect(
            refusal { try HTMLReader().read(Data(page.utf8), name: "x") }?.contains("scripts write it") == true
        )
    }

    @Test("options that tell prices are read, and those of a login are not")
    func options() throws {
        let form =
            "<form><label>Country</label><select><option>Norway: 17 EUR<option>Chile: 41 EUR</select><input></form>"
        #expect(
            try passages("<p>We deliver abroad.</p>\(form)") == [
                "We deliver abroad.\nCountry Norway: 17 EUR, Chile: 41 EUR"
            ]
        )
        let login = "<form><label>Name</label><input><select><option>English<option>中文</select></form>"
        #expect(try passages("<p>We deliver abroad.</p>\(login)") == ["We deliver abroad."])
    }

    @Test("sentences in the site's footer are read, its links and its copyright are not")
    func footer() throws {
        let page = """
            <h1>Orders</h1><p>See your account.</p><footer><ul><li><a href="/a">About</a></li></ul><p>Orders before 14:00 leave the same day.</p><p>© 2026 Us. All rights reserved.</p></footer>
            """
        #expect(try passages(page) == ["See your account.\nOrders before 14:00 leave the same day."])
    }

    @Test("pages of thousands of tabs, panels and hidden parts are read in linear time")
    func linear() throws {
        let many = 3_000
        let tabs = String(
            repeating: "<div role=tablist><b role=tab>a</b><b role=tab>b</b></div><p role=tabpanel hidden>x",
            count: many
        )
        let pairs = String(repeating: "<div class=q>Why</div><div style='display:none'>so</div>", count: many)
        let links = String(repeating: "<li><a href='#x'>a</a><li><a onclick='x y z'>b</a>", count: many)
        let (seconds, _) = try processorSeconds {
            try passages("<h1>A</h1>" + tabs + pairs + "<ul class=tabs>" + links)
        }
        #expect(seconds < 8)
    }
}
