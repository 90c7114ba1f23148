import Foundation
import RAGCore
import Testing

@testable import Ingestion

/// Notations around Markdown: front matter, MDX, footnotes, call-outs, folded parts, and what is no text.
@Suite struct MarkdownFieldCasesTests {
    private func read(_ text: String, isMDX: Bool = false) throws -> ReadDocument {
        try MarkdownReader(isMDX: isMDX).read(Data(text.utf8), name: "file")
    }

    private func passages(_ text: String, isMDX: Bool = false) throws -> [String] {
        FieldCase.passages(of: try read(text, isMDX: isMDX))
    }

    @Test(
        "a file of the field cases gives its passages",
        arguments: [
            ("05-notion-callout-zh", ["退款由售后组处理。\n💡 超过 800 元的退款需要主管在系统里二次确认。\n其他退款当天处理。"]),
            ("06-base64-image", ["打开后盖，按住绿色杆取出纸张。\n后盖图\n取出后重新开机，等 25 秒。"]),
            ("07-footnotes-zh", ["江浙沪订单满 68 元包邮（生鲜和大件除外），新疆西藏另收 18 元（仅限5公斤以内，超出部分每公斤加收4元）。"]),
            ("07-front-matter-nested", ["换货须在签收后 13 天内提出。"]),
            ("07-front-matter-toml", ["Orders can be cancelled for 50 minutes."]),
            (
                "07-mdx",
                [
                    "Basic: Basic costs 7 euros a month.", "Pro: Pro costs 23 euros a month.",
                    "Caution:\nPro needs a yearly contract.",
                ]
            ),
        ]
    )
    func fieldCase(_ name: String, passages: [String]) throws {
        #expect(try FieldCase.passages(name + ".md") == passages)
    }

    @Test("each passage of an HTML table in Markdown begins with its header, and knows its lines")
    func htmlTable() throws {
        let chunks = Chunker().chunks(of: try FieldCase.read("07-html-table-in-markdown.md"))
        #expect(chunks.count > 2)
        for chunk in chunks { #expect(chunk.text.hasPrefix("| 型号 | 保修 | 押金 |\n")) }
        #expect(chunks.last?.text.contains("| KX-059 | 9 个月 | 227 元 |") == true)
        let table =
            "# 价目\n\n<table>\n<tr><th>型号</th><th>价格</th></tr>\n\n<tr><td>A1</td><td>3 元</td></tr>\n</table>\n\n完。"
        let document = try read(table)
        #expect(FieldCase.passages(of: document) == ["| 型号 | 价格 |\n| --- | --- |\n| A1 | 3 元 |\n完。"])
        #expect(Chunker().chunks(of: document).map(\.lines) == [1...9])
    }

    @Test("a picture in base64 is noted, and so is other data in base64")
    func encodedData() throws {
        #expect(try FieldCase.read("06-base64-image.md").notes == ["a picture in base64 was left out"])
        let data = Data((0..<600).map { UInt8(truncatingIfNeeded: $0 &* 73 &+ $0 / 7) }).base64EncodedString()
        let lines = stride(from: 0, to: data.count, by: 76).map { String(data.dropFirst($0).prefix(76)) }
        let document = try read("证书如下：\n\n" + lines.joined(separator: "\n") + "\n\n有效期 3 年。")
        #expect(FieldCase.passages(of: document) == ["证书如下：\n有效期 3 年。"])
        #expect(document.notes == ["a run of base64 was left out"])
        let plain =
            "See https://shop.example/Help/Returns/2026/Robot-Vacuum-RV-70-And-RV-90/Spare-Parts-And-Filters/Index.html for SHA-256 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08."
        #expect(try passages(plain) == [plain])
    }

    @Test(
        "properties in front matter are read, whatever their form",
        arguments: [
            (
                "---\ntitle: \"退货: 规则\" # 标题\ntags:\n  - 退货\n  - '运费'\nvalid-from: 2026-01-01\nseo:\n  noindex: true\n  words: [a, \"b, c\"]\ndescription: >-\n  多行\n  文字\nauthors:\n  - name: Li\n    role: 客服\n---\n正文。",
                [
                    "tags": ["退货", "运费"], "valid-from": ["2026-01-01"], "seo.noindex": ["true"],
                    "seo.words": ["a", "b, c"],
                    "description": ["多行文字"], "authors.name": ["Li"], "authors.role": ["客服"],
                ], "退货: 规则"
            ),
            (
                "+++\ntitle = 'Fees' # name\ndate = 2026-05-01\ntags = [\n  \"fees\",\n  \"cards\",\n]\nnote = \"\"\"\ntwo\nlines\"\"\"\n[params]\nexpires = 2027-01-01\n+++\nText.",
                [
                    "date": ["2026-05-01"], "tags": ["fees", "cards"], "note": ["two\nlines"],
                    "params.expires": ["2027-01-01"],
                ], "Fees"
            ),
        ]
    )
    func frontMatter(text: String, metadata: [String: [String]], title: String) throws {
        let document = try read(text)
        #expect(document.metadata == metadata)
        #expect(document.title == title)
        #expect(document.blocks.count == 1)
    }

    @Test(
        "a draft is not published, and the report says why",
        arguments: [
            "---\ntitle: A\ndraft: true\n---\nText.", "+++\ndraft = true\n+++\nText.",
            "---\npublished: false\n---\nText.",
            "---\n状态: 草稿\n---\n正文。",
        ]
    )
    func drafts(text: String) {
        #expect(throws: ReadingError.self) { try read(text) }
        do { _ = try read(text) } catch {
            #expect((error as? ReadingError)?.kind == .empty)
            #expect("\(error)".contains("is a draft"))
        }
    }

    @Test("code and tags of MDX go out, titles, texts and values stay")
    func mdx() throws {
        let text = """
            import Tabs from '@theme/Tabs'
            import {
              Price
            } from '../components'
            export const basic = 7
            export const Box = ({children}) => (
              <div>{children}</div>
            )

            # 套餐

            {/* 内部：毛利 40% */}
            基础版每月 {basic} 元，专业版 <Price amount={23} currency="元" />。

            <Tabs
              groupId="plan"
            >
              <TabItem value="phone" label="手机">手机保修 27 个月。</TabItem>
              <TabItem value="tablet" label={'平板'}>

            平板保修 19 个月。

              </TabItem>
            </Tabs>

            以上均从签收日起算。

            <Accordion title="可以退吗？"><p>可以。</p></Accordion>
            <Chart />
            """
        let document = try read(text, isMDX: true)
        #expect(
            FieldCase.passages(of: document) == [
                "基础版每月 7 元，专业版 23 元。", "手机: 手机保修 27 个月。", "平板: 平板保修 19 个月。", "以上均从签收日起算。", "可以退吗？: 可以。",
            ]
        )
        #expect(document.notes == ["the component Chart was left out"])
    }

    @Test(
        "call-outs begin with their kind or title, folded parts and tabs are sections",
        arguments: [
            (":::warning 注意\n拆封不退。\n:::\n\n其他照退。", ["注意：\n拆封不退。\n其他照退。"]),
            ("> [!NOTE]\n> Keep the label.", ["> Note:\n> Keep the label."]),
            ("!!! tip\n    Use the app.\n\nNext.", ["Tip:\nUse the app.\nNext."]),
            (
                "??? question \"Can I swap?\"\n    Yes, within 16 days.\n\nNext.",
                ["Can I swap?: Yes, within 16 days.", "Next."]
            ),
            ("=== \"手机\"\n\n    27 个月。\n\n=== \"平板\"\n\n    19 个月。\n\n完。", ["手机: 27 个月。", "平板: 19 个月。", "完。"]),
            ("::: details 怎么退？\n在订单页申请。\n:::\n完。", ["怎么退？: 在订单页申请。", "完。"]),
            (
                "<details>\n<summary>怎么退？</summary>\n\n在**订单页**申请。\n\n</details>\n\n完。",
                ["怎么退？: 在**订单页**申请。", "完。"]
            ),
            ("# A\n\n【注意】生鲜不退。\n\n[注]: 仅限本店\n\n[Note]: Tuesday", ["【注意】生鲜不退。\n[注]：仅限本店\n[Note] : Tuesday"]),
        ]
    )
    func containers(text: String, passages: [String]) throws {
        let found = try self.passages(text)
        #expect(found == passages)
    }

    @Test(
        "a note stands where it is referred to, in each form that authors use",
        arguments: [
            ("Free[^a] above 30.\n\n[^a]: Except islands.\n", ["Free (Except islands) above 30."]),
            ("满 68 元包邮［^1］。\n\n［^1］：生鲜除外。", ["满 68 元包邮（生鲜除外）。"]),
            ("包邮[注1]。\n\n[注1]：生鲜除外。", ["包邮（生鲜除外）。"]),
            ("包邮[1]。\n\n[1]: 生鲜和大件除外。", ["包邮（生鲜和大件除外）。"]),
            ("See [1].\n\n[1]: https://shop.example/terms", ["See [1](https://shop.example/terms)."]),
            (
                "看[说明][Pre  Sale]、[退货][]和[x](y)。\n\n[pre sale]: <https://a.example> \"T\"\n[退货]: /returns\n[退货]: /b",
                ["看[说明](https://a.example)、[退货](/returns)和[x](y)。"]
            ),
            (
                "[Fees][f], `[Fees][f]` and [this].\n\n[f]: /fees 'Fees'\n[THIS]: http://b.example/c",
                ["[Fees](/fees), `[Fees][f]` and [this](http://b.example/c)."]
            ),
            ("Text.\n\n[^9]: Never referred to.", ["Text.\n[^9]: Never referred to."]),
            ("`a[^1]` stays, b[^1] not.\n\n[^1]: Note.", ["`a[^1]` stays, b (Note) not."]),
        ]
    )
    func notes(text: String, passages: [String]) throws {
        let found = try self.passages(text)
        #expect(found == passages)
    }

    @Test("struck text, comments, tags and invisible characters go out, code stays")
    func inline() throws {
        let text = """
            Was ~~9 EUR~~ <del>8 EUR</del> now 7&nbsp;EUR.<br>Call <span class="x">us</span> <!-- margin is 30% --> to\u{AD}day\u{200B}.

            Use `~~x~~ <b>` and:

            ```
            <b> ~~kept~~ <!-- kept -->
            ```
            """
        let document = try read(text)
        #expect(
            FieldCase.passages(of: document) == [
                "Was   now 7&nbsp;EUR. Call us  to" + "day.\nUse `~~x~~ <b>` and:\n```\n<b> ~~kept~~ <!-- kept -->\n```"
            ]
        )
        #expect(document.notes == ["1 hidden text was left out", "2 struck-through texts were left out"])
    }

    @Test("numbered lines and bold lines that stand alone are headings, lists and sentences are not")
    func headings() throws {
        let text = """
            # 售后

            一、退货

            签收后 13 天内。

            （一）生鲜

            不退。

            二、换货

            **费用：**

            每次 9 元。

            **请先登录。**

            1. 打开
            2. 关闭

            三、苹果。
            """
        #expect(
            try passages(text) == [
                "一、退货: 签收后 13 天内。", "一、退货 › （一）生鲜: 不退。",
                "二、换货 › 费用: 每次 9 元。\n**请先登录。**\n1. 打开\n2. 关闭\n三、苹果。",
            ]
        )
    }

    @Test("lines keep their numbers in the file when others are left out or added")
    func lines() throws {
        let text = "---\na: b\n---\n# T\n\n:::tip 标题\n内容一。\n:::\n\n=== \"页签\"\n    内容二。\n\n第 13 行。\n"
        let chunks = Chunker().chunks(of: try read(text))
        #expect(chunks.first { $0.text.contains("内容二") }?.lines == 10...11)
        #expect(chunks.last?.lines == 13...13)
    }

    @Test("a long file of unclosed marks takes linear time")
    func linear() throws {
        let marks = [
            "<!-- ", "~~a ", "<del>", "[^1] ", "[^1]: x\n", "::: a\n", "!!! b\n", "<Tab label=\"",
            "![a](data:image/png;base64,", "<details>\n\n", "`", "=== \"x\"\n    ",
        ]
        for mark in marks {
            let (seconds, _) = processorSeconds {
                _ = try? read(String(repeating: mark, count: 5_000))
                _ = try? read(String(repeating: mark, count: 5_000), isMDX: true)
            }
            #expect(seconds < 5, "\(mark)")
        }
    }
}
