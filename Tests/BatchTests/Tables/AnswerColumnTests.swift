import Answering
import Foundation
import RAGCore
import Testing

@testable import Batch

@Suite struct AnswerColumnTests {
    private func source(
        _ number: Int,
        url: String? = nil,
        lines: ClosedRange<Int> = 3...3,
        pages: ClosedRange<Int>? = nil
    )
        throws -> Source
    {
        var object: [String: Any] = [
            "number": number, "path": "faq/a.md", "title": "Title", "heading": number == 1 ? "" : "Title › Part",
            "lines": [lines.lowerBound, lines.upperBound], "passage": "text \(number)", "score": 0.5, "isCited": true,
        ]
        object["url"] = url
        object["pages"] = pages.map { [$0.lowerBound, $0.upperBound] }
        return try JSONDecoder().decode(Source.self, from: JSONSerialization.data(withJSONObject: object))
    }

    @Test("a source is named by its address or file, and by its pages or lines")
    func locations() throws {
        #expect(try source(1).citation == "[1] Title (faq/a.md, line 3)")
        #expect(try source(2, lines: 3...5).citation == "[2] Title › Part (faq/a.md, lines 3-5)")
        #expect(try source(1, url: "https://a.b/c").location == "https://a.b/c")
        #expect(try source(1, url: "https://a.b/c", pages: 2...2).location == "https://a.b/c, page 2")
        #expect(try source(1, pages: 2...4).location == "faq/a.md, pages 2-4")
    }

    @Test("each column shows its part of the row")
    func cells() throws {
        var row = AnsweredRow(row: 1, question: "q")
        row.answer = "A"
        row.decision = .handedOver
        row.reason = .requested
        row.team = "Refund Desk"
        row.certainty = 0.12345
        row.sources = [try source(1), try source(2)]
        row.unsupported = ["x", "y"]
        row.language = .chinese
        row.model = "m"
        row.usage = TokenUsage(input: 3, output: 4)
        row.cost = 0.1234567
        row.seconds = 1.5
        row.error = "e"
        let texts = AnswerColumn.allCases.map { $0.cell(of: row) { $0 + 10 }.text }
        #expect(
            texts == [
                "A", "handed-over", "requested", "Refund Desk", "0.123",
                "[1] Title (faq/a.md, line 3)\n[2] Title › Part (faq/a.md, line 3)", "[1] text 1\n\n[2] text 2", "x\ny",
                "zh", "m", "3", "4", "0.123457", "1.500", "", "e",
            ]
        )
        row.sameAs = 5
        #expect(AnswerColumn.sameAs.cell(of: row) { $0 + 10 } == TableCell(15))
        #expect(AnswerColumn.seconds.cell(of: row) { _ in nil } == .empty)
    }

    @Test("a copied row keeps the answer and loses usage, cost and time; a reused row keeps them")
    func copies() {
        var row = AnsweredRow(row: 1, question: "q")
        (row.answer, row.usage, row.cost, row.seconds) = ("A", TokenUsage(input: 3, output: 4), 0.5, 2)
        (row.certainty, row.model, row.language, row.reason) = (0.5, "m", .english, .greeting)
        (row.decision, row.unsupported, row.error) = (.answered, ["x"], "e")
        let question = BatchQuestion(row: 7, place: 9, text: "Q")
        let copy = row.copied(for: question)
        #expect(copy.row == 7 && copy.question == "Q" && copy.sameAs == 1 && copy.answer == "A")
        #expect(copy.usage == nil && copy.cost == nil && copy.seconds == 0)
        #expect(copy.certainty == 0.5 && copy.model == "m" && copy.language == .english && copy.reason == .greeting)
        #expect(copy.decision == .answered && copy.unsupported == ["x"] && copy.error == "e")
        let reused = row.reused(for: question)
        #expect(reused.usage == row.usage && reused.cost == 0.5 && reused.seconds == 2 && reused.sameAs == nil)
    }
}
