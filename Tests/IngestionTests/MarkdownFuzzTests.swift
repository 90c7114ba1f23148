import Foundation
import RAGCore
import Testing

@testable import Ingestion

/// Lines of Markdown in any order, as nobody writes them on purpose but every folder contains somewhere.
@Suite struct MarkdownFuzzTests {
    /// `§` becomes a word that occurs in the document once.
    private static let lines = [
        "", "", "", "§", "§：", "§。§ §", "  §", "    §", "\t§", "```", "  ```", "~~~", "``` §", "- ```", "> ```",
        "- §", "  - §", "1. §", "7) §", "*", "- > - §", "| a | § |", "|---|---|", "| - |", "| 1 | § |", "  | § | b |",
        "  |---|---|", "- | § | b |", "> | § | b |", "> |---|---|", "> | 1 | § |", "> §", ">", ">> §", "---", "===",
        "- -",
        "***", "# §", "### § ###", "#", "- # §", "<div>", "<p>§</p>", "</div>", "<!-- no -->", "<table><tr><td>§",
        "![§](a.png) **§**", "`§`", "\\", "\u{3000}§", "👩‍👩‍👧 §",
    ]

    private struct Sample {
        var markdown = ""
        var words: [String] = []

        init(_ random: inout SeededRandom) {
            let lineEnd = ["\n", "\n", "\r\n", "\r"].randomElement(using: &random) ?? "\n"
            if Bool.random(using: &random) {
                markdown = ["---", "title: T", "tags:", "- a", "---", ""].joined(separator: lineEnd)
            }
            for _ in 0..<Int.random(in: 1...30, using: &random) {
                for character in lines.randomElement(using: &random) ?? "" {
                    if character == "§" {
                        words.append("w\(words.count)w")
                        markdown += words.last ?? ""
                    } else {
                        markdown.append(character)
                    }
                }
                markdown += lineEnd
            }
        }
    }

    @Test("no order of lines crashes, loses a word or puts a range out of order", arguments: [4, 30, 256])
    func anyOrder(budget: Int) throws {
        var random = SeededRandom(seed: 7)
        for _ in 0..<500 {
            let sample = Sample(&random)
            let document = try MarkdownReader().read(Data(sample.markdown.utf8), name: "random")
            let chunks = Chunker(budget: budget, overlap: budget / 7).chunks(of: document)
            let shown = sample.markdown.debugDescription
            for (before, after) in zip(document.blocks, document.blocks.dropFirst()) {
                #expect(before.range.upperBound <= after.range.lowerBound, "\(shown)")
            }
            for (before, after) in zip(chunks, chunks.dropFirst()) {
                #expect(before.range.lowerBound <= after.range.lowerBound, "\(shown)")
                #expect(before.range.upperBound <= after.range.upperBound, "\(shown)")
            }
            #expect(chunks.allSatisfy { !$0.range.isEmpty && $0.range.upperBound <= document.source.count })
            let titles = document.blocks.compactMap { if case .heading(_, let title) = $0.kind { title } else { nil } }
            let text = (chunks.map(\.text) + titles).joined(separator: "\n")
            let lost = budget < 30 ? [] : sample.words.filter { !text.contains($0) }
            #expect(lost.isEmpty, "\(lost) of \(shown)")
        }
    }

    @Test("blocks that overlap or are in the wrong order are written without a crash")
    func anyRanges() {
        let source = SourceText("一二三四五六七八九十")
        var random = SeededRandom(seed: 3)
        for _ in 0..<500 {
            let blocks = (0..<6).map { _ in
                let ends = [Int.random(in: 0...10, using: &random) * 3, Int.random(in: 0...10, using: &random) * 3]
                let range = (ends.min() ?? 0)..<(ends.max() ?? 0)
                let kinds: [Block.Kind] = [
                    .prose, .code, .heading(level: 1, title: "T"), .table(headerEnd: (ends.first ?? 0)),
                    .table(headerEnd: Int.random(in: 0...10, using: &random) * 3), .record(question: nil, section: []),
                ]
                return Block(kinds.randomElement(using: &random) ?? .prose, range: range)
            }
            let document = ReadDocument(title: "T", language: nil, metadata: [:], source: source, blocks: blocks)
            for chunk in Chunker(budget: 4, overlap: 1).chunks(of: document) {
                #expect(chunk.range.upperBound <= source.count)
            }
        }
    }
}
