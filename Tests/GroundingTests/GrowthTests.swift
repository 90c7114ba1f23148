import RAGCore
import TestSupport
import Testing

@testable import Grounding

/// The time of each check of an answer by its length.
@Suite struct GrowthTests {
    private static let passages = [1: "Returns are possible within 15 days. 退款三天到账。"]

    @Test("the time of every check grows no faster than n log n", arguments: HostileText.sample)
    func growth(text: HostileText) {
        let checks: [(name: String, work: (String) -> Void)] = [
            (
                "citations",
                { text in
                    var parser = CitationParser(passageCount: 5)
                    for piece in text.pieces { _ = parser.consume(piece) }
                    _ = parser.finish()
                }
            ),
            ("text without citations", { _ = CitationParser.withoutMarks($0) }),
            (
                "sentences of a stream",
                { text in
                    var stream = SentenceStream()
                    for piece in text.pieces { _ = stream.consume(piece) }
                    _ = stream.finish()
                }
            ),
            ("facts", { _ = FactScanner.statements(in: $0) }),
            ("denials", { _ = Polarity(of: $0) }),
            (
                "support of an answer",
                { text in
                    _ = SupportCheck(passages: Self.passages, question: "How long?").check(answer: text)
                }
            ),
            (
                "support by a passage",
                { text in
                    _ = SupportCheck(passages: [1: text], question: text).check(sentence: "It takes 15 days [1].")
                }
            ),
            ("comparison of answers", { _ = AnswerComparison($0, "It takes 15 days.") }),
        ]
        for check in checks {
            // Documents, questions and replies are read with bounded characters.
            let growth = Growth.measure(from: 2_000, to: 32_000, make: { text($0).withBoundedCharacters() }, check.work)
            #expect(growth.isBearable, "\(check.name): \(growth)")
        }
    }
}
