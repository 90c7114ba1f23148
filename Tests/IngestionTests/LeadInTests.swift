import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite("Lines that introduce a list or a table")
struct LeadInTests {
    /// Returns the passages of a Markdown text, cut small.
    private func passages(_ markdown: String, budget: Int = 40) throws -> [String] {
        let document = try MarkdownReader().read(Data(markdown.utf8), name: "test")
        return Chunker(budget: budget, overlap: 0).chunks(of: document).map(\.text)
    }

    private func items(_ count: Int, _ text: String, indent: String = "") -> String {
        (1...count).map { "\(indent)- \(text) \($0)" }.joined(separator: "\n")
    }

    @Test(
        "a line stands on every passage of its list",
        arguments: [
            "以下商品不支持退货：", "The following goods cannot be returned", "These goods are excluded.", "拆封后不能退货。",
            "**Without a receipt**", "1. 不支持退货的商品：",
        ]
    )
    func everyPassage(line: String) throws {
        let found = try passages(line + "\n\n" + items(30, "商品 product", indent: line.hasPrefix("1.") ? "   " : ""))
        #expect(found.count > 3)
        for passage in found { #expect(passage.contains(line), "\(passage)") }
    }

    @Test("a line stands on every passage of its table, above the header")
    func table() throws {
        let rows = (1...30).map { "| TX-\($0) | 白色 |" }.joined(separator: "\n")
        let found = try passages("以下型号一经拆封不支持退货：\n\n| 型号 | 颜色 |\n|---|---|\n" + rows, budget: 80)
        #expect(found.count > 3)
        for passage in found.dropFirst() {
            #expect(passage.hasPrefix("以下型号一经拆封不支持退货：\n| 型号 | 颜色 |"), "\(passage)")
        }
    }

    @Test("nested lists have the lines of all levels, and no line of a list that has ended")
    func nested() throws {
        let text = """
            不能退的商品：

            - 生鲜：
            \(items(12, "水果", indent: "  "))
            - 定制：
            \(items(12, "印字", indent: "  "))

            另一段。

            普通商品都可以退：

            \(items(12, "家电"))
            """
        for passage in try passages(text) {
            if passage.contains("水果 9") { #expect(passage.hasPrefix("不能退的商品：\n- 生鲜：\n"), "\(passage)") }
            if passage.contains("印字 9") {
                #expect(passage.contains("不能退的商品：\n- 定制：\n") && !passage.contains("生鲜"), "\(passage)")
            }
            if passage.contains("家电") { #expect(!passage.contains("不能退"), "\(passage)") }
        }
    }

    @Test("a table below a list has neither the line of the list nor its last item")
    func tableBelowList() throws {
        let rows = (1...30).map { "| TX-\($0) | 白色 |" }.joined(separator: "\n")
        let found = try passages("配送方式：\n\n- 快递\n- 自提\n\n| 型号 | 颜色 |\n|---|---|\n" + rows, budget: 80)
        for passage in found.dropFirst() { #expect(passage.hasPrefix("| 型号 | 颜色 |"), "\(passage)") }
    }

    @Test("code inside an item does not end the list")
    func codeInItem() throws {
        let list = items(10, "步骤") + "\n\n  ```\n  kefu refresh\n  ```\n\n" + items(20, "检查")
        for passage in try passages("不能跳过下列步骤：\n\n" + list) {
            #expect(passage.contains("不能跳过下列步骤：") || passage.contains("kefu"), "\(passage)")
        }
    }

    @Test("a heading ends a list")
    func heading() throws {
        let found = try passages("不能退：\n\n- 生鲜\n\n# 可退\n\n" + items(30, "家电"))
        #expect(found.filter { $0.contains("不能退") }.count == 1)
    }

    @Test(
        "a statement without a stop sign or a pointer is not repeated",
        arguments: ["Refunds take 3 days.", "退款三天到账。"]
    )
    func statement(line: String) throws {
        let found = try passages(line + "\n\n" + items(30, "家电"))
        #expect(found.filter { $0.contains(line) }.count == 1)
    }

    @Test("a colon above a title of a table is repeated with the title")
    func twoLines() throws {
        let rows = (1...30).map { "| TX-\($0) | 白色 |" }.joined(separator: "\n")
        let found = try passages("拆封后不能退：\n\n表一 型号\n\n| 型号 | 颜色 |\n|---|---|\n" + rows, budget: 90)
        for passage in found { #expect(passage.contains("拆封后不能退：") && passage.contains("表一 型号"), "\(passage)") }
    }

    @Test("a line that would take more than half of a passage is not repeated, and no passage exceeds the budget")
    func longLine() throws {
        let line = String(repeating: "这些商品在任何情况下都不能退货，", count: 5) + "包括："
        let found = try passages(line + "\n\n" + items(30, "家电"))
        #expect(found.last?.contains("不能退货") == false)
        for passage in found { #expect(TokenEstimator.count(passage) <= 40) }
    }

    @Test("a further paragraph of an item introduces no other item, and many of them cost nothing")
    func furtherParagraphs() throws {
        let found = try passages((1...400).map { "- item \($0)\n\n  more of it\n" }.joined(separator: "\n"))
        #expect(found.allSatisfy { !$0.contains("more of it\n- item") }, "\(found.prefix(3))")
        let inside = try passages("- Excluded goods\n\n  These are meant\n\n" + items(30, "shoes", indent: "  "))
        #expect(inside.count > 2)
        for passage in inside { #expect(passage.contains("These are meant"), "\(passage)") }
    }
}
