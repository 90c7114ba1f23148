import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite struct MarkdownReaderTests {
    private func read(_ text: String) throws -> ReadDocument {
        try MarkdownReader().read(Data(text.utf8), name: "file")
    }

    @Test("front matter gives title, language and metadata and is not part of the text")
    func frontMatter() throws {
        let document = try read(
            "---\ntitle: \"退货政策\"\nlanguage: zh-CN\n# a comment\ntags: [退货, 'refund']\naudience:\n  - 会员\n  - guest\nupdated: 2026-10-30\n---\n\n# 标题\n\nEnglish words only here."
        )
        #expect(document.title == "退货政策")
        #expect(document.language == .chinese)
        #expect(
            document.metadata == ["tags": ["退货", "refund"], "audience": ["会员", "guest"], "updated": ["2026-10-30"]]
        )
        let chunks = Chunker().chunks(of: document)
        #expect(chunks.map(\.text) == ["English words only here."])
        #expect(chunks.first?.headingPath == ["标题"])
        #expect(chunks.first?.lines == 12...14)
    }

    @Test(
        "text that only looks like front matter stays text",
        arguments: [
            "---\n\nprose\n\n---\n\nmore", "---\ntitle: never closed\n",
            "---\nkey: [\n  nested:\n    - x: y\n---\nbody",
        ]
    )
    func noFrontMatter(text: String) throws {
        let document = try read(text)
        #expect(document.metadata.isEmpty)
        #expect(FrontMatter(of: document.source) == nil)
    }

    @Test("blocks have their place in the file with any kind of line end", arguments: ["\n", "\r\n", "\r"])
    func ranges(lineEnd: String) throws {
        let text = [
            "# T *x* `y`", "", "para one", "goes on", "", "- item", "  more", "- next", "", "> quote", "> on", "",
            "```swift", "code()",
            "```", "", "| a | b |", "|---|---|", "| 1 | 2 |", "", "---", "", "Setext", "------", "", "last",
        ].joined(separator: lineEnd)
        let document = try read(text)
        let found = document.blocks.map { document.source[$0.range].replacing(lineEnd, with: "\n") }
        #expect(
            found == [
                "# T *x* `y`", "para one\ngoes on", "- item\n  more", "- next", "> quote\n> on",
                "```swift\ncode()\n```",
                "| a | b |\n|---|---|\n| 1 | 2 |", "Setext\n------", "last",
            ]
        )
        #expect(document.blocks.first?.kind == .heading(level: 1, title: "T x y"))
        #expect(document.source.lines(of: document.blocks[5].range) == 13...15)
    }

    @Test("HTML inside Markdown gives its text, and comments give nothing")
    func html() throws {
        let chunks = Chunker().chunks(
            of: try read(
                "Before.\n\n<!-- internal: never show -->\n\n<details><summary>怎么退？</summary>在<b>订单</b>页。</details>\n\nAfter."
            )
        )
        #expect(chunks.map(\.text) == ["Before.\n\n怎么退？\n\n在订单页。\n\nAfter."])
    }

    @Test("a fence that is never closed ends where its item ends")
    func openFence() throws {
        let document = try read("- ```\n  code\ntext after")
        #expect(document.blocks.map { document.source[$0.range] } == ["- ```\n  code", "text after"])
        #expect(Chunker().chunks(of: document).map(\.text) == ["- ```\n  code\ntext after"])
    }

    @Test(
        "a paragraph directly above a table is prose, and the repeated header is the table's own",
        arguments: [0, 12]
    )
    func paragraphAboveTable(rows: Int) throws {
        let header = "| a | b |\n|---|---|"
        let table = header + (0..<rows).map { "\n| row \($0) | 2 |" }.joined()
        let document = try read("---\nk: v\n---\nFirst.\n\n- One\n  two：\n\n规格如下\n三行：\n" + table + "\n\nLast.")
        let found = document.blocks.map { document.source[$0.range] }
        #expect(found == ["First.", "- One\n  two：", "规格如下\n三行：", table[...], "Last."])
        let chunks = Chunker(budget: 40, overlap: 0).chunks(of: document)
        for chunk in chunks where chunk.text.contains("row") { #expect(chunk.text.contains(header)) }
        // The paragraph introduces the table, so it stands above each part of it, once.
        for chunk in chunks where chunk.text.contains("row") {
            #expect(chunk.text.components(separatedBy: "规格如下\n三行：").count == 2)
        }
    }

    @Test("a table below a paragraph in an item or a quotation keeps the marker with the paragraph")
    func tableInItem() throws {
        let document = try read("- One\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n\n> Two\n> | a | b |\n> |---|---|")
        let found = document.blocks.map { document.source[$0.range] }
        #expect(
            found == [
                "- One", "| a | b |\n  |---|---|\n  | 1 | 2 |", "> Two", "> | a | b |\n> |---|---|",
            ]
        )
    }

    @Test("ten times the list in front matter takes about ten times the time")
    func longFrontMatterList() throws {
        let item = String(repeating: "item", count: 50)
        func measure(_ count: Int) -> (seconds: Double, result: [String]?) {
            let source = SourceText("---\ntags:\n" + String(repeating: "- \(item)\n", count: count) + "---\nbody")
            return processorSeconds { FrontMatter(of: source)?.values["tags"] }
        }
        let small = measure(3_000)
        let large = measure(30_000)
        #expect(large.result == Array(repeating: item, count: 30_000))
        #expect(large.seconds < small.seconds * 40, "\(small.seconds) s, then \(large.seconds) s")
    }
}
