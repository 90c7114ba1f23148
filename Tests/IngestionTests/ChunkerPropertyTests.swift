import Foundation
import RAGCore
import Testing

@testable import Ingestion

/// Invariants of all documents, checked on random ones.
@Suite struct ChunkerPropertyTests {
    private static let documents: [(markdown: String, budget: Int)] = {
        var random = SeededRandom(seed: 42)
        return (0..<60).map { _ in
            (
                random.markdown(blocks: Int.random(in: 1...25, using: &random)),
                [20, 64, 256].randomElement(using: &random) ?? 64
            )
        }
    }()

    private func eachDocument(_ check: (ReadDocument, [Chunk], _ budget: Int) throws -> Void) throws {
        for (markdown, budget) in Self.documents {
            let document = try MarkdownReader().read(Data(markdown.utf8), name: "random")
            try check(document, Chunker(budget: budget, overlap: budget / 7).chunks(of: document), budget)
        }
    }

    @Test("ranges are in order and inside the text")
    func order() throws {
        try eachDocument { document, chunks, _ in
            for (before, after) in zip(chunks, chunks.dropFirst()) {
                #expect(before.range.lowerBound < after.range.lowerBound || before.range == after.range)
                #expect(before.range.upperBound <= after.range.upperBound)
            }
            #expect(chunks.allSatisfy { $0.range.upperBound <= document.source.count && !$0.range.isEmpty })
            #expect(chunks.map(\.ordinal) == Array(chunks.indices))
        }
    }

    @Test("the ranges together cover every letter of the text")
    func coverage() throws {
        try eachDocument { document, chunks, _ in
            var covered = 0
            for chunk in chunks {
                if chunk.range.lowerBound > covered {
                    let gap = document.source[covered..<chunk.range.lowerBound]
                    #expect(!gap.contains { $0.isLetter || $0.isNumber }, "uncovered: \(gap.debugDescription)")
                }
                covered = max(covered, chunk.range.upperBound)
            }
            #expect(!document.source[covered..<document.source.count].contains { $0.isLetter || $0.isNumber })
        }
    }

    @Test("the source at a chunk's range contains its text, except for repeated lines above it and blanks")
    func textStandsInSource() throws {
        try eachDocument { document, chunks, _ in
            for chunk in chunks {
                let source = document.source[chunk.range].filter { !$0.isWhitespace }
                let above = document.source[0..<chunk.range.lowerBound].filter { !$0.isWhitespace }
                var own = chunk.text.split(separator: "\n").map { $0.filter { !$0.isWhitespace } }[...]
                while let line = own.first, !source.contains(own.joined()), above.contains(line) { own.removeFirst() }
                #expect(!own.isEmpty && source.contains(own.joined()), "\(chunk.text) is not in \(source)")
            }
        }
    }

    @Test("no chunk exceeds the budget")
    func budget() throws {
        try eachDocument { _, chunks, budget in
            for chunk in chunks {
                let tokens = TokenEstimator.count(chunk.text)
                #expect(tokens <= budget, "\(tokens) of \(budget): \(chunk.text.debugDescription)")
            }
        }
    }

    @Test("the same document gives the same chunks")
    func determinism() throws {
        try eachDocument { document, chunks, budget in
            #expect(Chunker(budget: budget, overlap: budget / 7).chunks(of: document) == chunks)
        }
    }

    @Test("no chunk begins or ends inside a character")
    func graphemes() throws {
        try eachDocument { document, chunks, _ in
            let text = document.source.text
            var boundaries: Set<Int> = [0]
            var offset = 0
            for character in text {
                offset += character.utf8.count
                boundaries.insert(offset)
            }
            for chunk in chunks {
                #expect(boundaries.contains(chunk.range.lowerBound), "\(chunk.text.prefix(20).debugDescription)")
                #expect(boundaries.contains(chunk.range.upperBound), "\(chunk.text.suffix(20).debugDescription)")
            }
        }
    }

    @Test("ten times the text takes about ten times the time")
    func linearTime() throws {
        func seconds(_ count: Int, _ paragraph: String) throws -> Double {
            let data = Data(String(repeating: paragraph, count: count).utf8)
            return try (0..<2).map { _ in
                try processorSeconds { Chunker().chunks(of: try MarkdownReader().read(data, name: "long")) }.seconds
            }.min() ?? 0
        }
        // Prose, and one line without any sentence end.
        for paragraph in ["退货需要在 15 天内申请。Refunds take 3.5 days, e.g. by card.\n\n", "没有句号的文字和 words，"] {
            let small = try seconds(400, paragraph)
            let large = try seconds(4_000, paragraph)
            #expect(large < small * 40, "\(small) s, then \(large) s")
        }
    }
}
