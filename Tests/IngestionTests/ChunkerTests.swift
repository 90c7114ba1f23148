import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite struct ChunkerTests {
    private func read(_ markdown: String, name: String = "doc") throws -> ReadDocument {
        try MarkdownReader().read(Data(markdown.utf8), name: name)
    }

    @Test("a chunk carries the headings above it, without the document's title")
    func headingPath() throws {
        let chunks = Chunker().chunks(of: try read("# 退货\n\n总则。\n\n## 期限\n\n15 天。\n\n### 例外\n\n耗材。\n\n## 运费\n\n12 元。"))
        #expect(chunks.map(\.headingPath) == [[], ["期限"], ["期限", "例外"], ["运费"]])
        #expect(chunks.map(\.text) == ["总则。", "15 天。", "耗材。", "12 元。"])
        #expect(chunks.map(\.ordinal) == [0, 1, 2, 3])
    }

    @Test("a document with several top headings is called by its file's name, and its headings stay in the path")
    func severalTopHeadings() throws {
        let document = try read("# One\n\na.\n\n# Two\n\nb.", name: "kb")
        #expect(document.title == "kb")
        #expect(Chunker().chunks(of: document).map(\.headingPath) == [["One"], ["Two"]])
    }

    @Test("the range of a section's first chunk takes in its headings, those without a body too")
    func rangesTakeInHeadings() throws {
        let text = "# T\n\n## Empty\n\n## Full\n\nBody.\n\n## Last\n"
        let chunks = Chunker().chunks(of: try read(text))
        #expect(chunks.map(\.text) == ["Body."])
        #expect(chunks.first?.range == 0..<text.utf8.count - 1)
        #expect(chunks.first?.lines == 1...9)
    }

    @Test("a document of headings alone is still found by them")
    func headingsAlone() throws {
        let chunks = Chunker().chunks(of: try read("# 客服电话：400-555-0126\n\n## 地址：杭州"))
        #expect(chunks.map(\.text) == ["# 客服电话：400-555-0126\n\n## 地址：杭州"])
    }

    @Test("a long table repeats its header in each chunk and cuts no row")
    func tables() throws {
        let rows = (1...60).map { "| A\($0) | 第 \($0) 号商品的说明文字 |" }
        let document = try read("## 价目\n\n| 型号 | 说明 |\n|---|---|\n" + rows.joined(separator: "\n"))
        let chunks = Chunker(budget: 120).chunks(of: document)
        #expect(chunks.count > 3)
        for chunk in chunks {
            #expect(chunk.text.hasPrefix("| 型号 | 说明 |\n|---|---|\n| A"))
            #expect(TokenEstimator.count(chunk.text) <= 120)
        }
        let shown = chunks.flatMap { $0.text.split(separator: "\n").dropFirst(2) }
        #expect(shown.map(String.init) == rows)
    }

    @Test("a question with its answer is one chunk, however short or long")
    func questionAndAnswer() throws {
        let long = String(repeating: "这是一个很长的回答。", count: 60)
        let csv = "question,answer,category\n怎么退货？,在订单页申请。,退货\n多久？,\(long),退款"
        let chunks = Chunker().chunks(of: try CSVReader().read(Data(csv.utf8), name: "faq"))
        #expect(chunks.map(\.question) == ["怎么退货？", "多久？"])
        #expect(chunks.map(\.headingPath) == [["退货"], ["退款"]])
        #expect(chunks.map(\.text) == ["在订单页申请。", long])
    }

    @Test("a paragraph that is cut repeats whole sentences, no more than the overlap allows")
    func overlap() throws {
        let sentences = (1...40).map { "这是第 \($0) 个句子，说明一件事情。" }
        let chunks = Chunker(budget: 100, overlap: 20).chunks(of: try read(sentences.joined()))
        #expect(chunks.count > 4)
        for (before, after) in zip(chunks, chunks.dropFirst()) {
            let shared = before.range.upperBound - after.range.lowerBound
            #expect(shared > 0)
            let repeated = String(after.text.utf8.prefix(shared)) ?? ""
            #expect(before.text.hasSuffix(repeated) && sentences.contains(repeated))
            #expect(TokenEstimator.count(repeated) <= 20)
        }
    }

    @Test("text without a sentence end is cut between words, and between characters only where it must be")
    func longText() throws {
        let words = (1...400).map { "word\($0)" }.joined(separator: " ")
        for chunk in Chunker(budget: 50).chunks(of: try read(words)) {
            #expect(TokenEstimator.count(chunk.text) <= 50)
            #expect(chunk.text.split(separator: " ").allSatisfy { words.contains("\($0) ") || words.hasSuffix($0) })
        }
        let emoji = String(repeating: "👩‍👩‍👧", count: 300)
        let chunks = Chunker(budget: 50).chunks(of: try read(emoji))
        #expect(chunks.map(\.text).joined() == emoji)
        #expect(chunks.reduce(0) { $0 + $1.text.count } == 300)
    }
}
