import Foundation
import RAGCore
import Testing

@testable import Insight

@Suite struct QuestionGroupingTests {
    /// Places texts by the words they hold, so that a test knows what is near.
    private struct WordEmbedder: Embedder {
        let model = EmbeddingModel(name: "words")
        private static let words = ["refund", "ship", "退款", "运费", "invoice", "发票"]

        func embed(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding] {
            texts.map { text in
                var components = Self.words.map { text.lowercased().contains($0) ? Float(1) : 0 }
                // What all texts have in common, and a little that is each one's own.
                components += [2, Float(text.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFF }) / 2_560]
                return Embedding(normalizing: components) ?? Embedding(unitLength: components)
            }
        }
    }

    private func question(_ text: String, at second: Double, standalone: String? = nil, bad: Bool = false)
        -> UnansweredQuestion
    {
        UnansweredQuestion(
            session: "s\(Int(second))",
            turn: 1,
            question: text,
            standaloneQuestion: standalone,
            language: Language(of: text),
            askedAt: Date(timeIntervalSince1970: second),
            decision: "declined",
            isMarkedBad: bad
        )
    }

    private let grouping = QuestionGrouping(embedder: WordEmbedder())

    @Test("questions that mean the same are one group, most frequent first, and languages stay apart")
    func groups() async throws {
        let groups = try await grouping.groups(of: [
            question("Can I get a refund?", at: 1), question("退款要多久", at: 2), question("how about a refund", at: 3),
            question("退款？", at: 4), question("do you ship to Berlin", at: 5), question("退款 多少天", at: 6),
            question("42", at: 7), question("Refund!", at: 8, bad: true),
        ])
        #expect(groups.map(\.count) == [3, 3, 1, 1])
        #expect(groups[0].questions.map(\.question) == ["Can I get a refund?", "how about a refund", "Refund!"])
        #expect(groups[0].markedBad == 1)
        #expect(groups[0].lastAsked == Date(timeIntervalSince1970: 8))
        #expect(groups[1].questions.allSatisfy { $0.question.contains("退款") })
    }

    @Test("what differs in case, width, blanks and final marks alone is one wording, counted as often as it was asked")
    func wordings() async throws {
        let texts = ["退款多久？", "退款多久", "退款多久?? ", "退款　多久", "退款多久。", "REFUND", "refund…", "Refund?"]
        let groups = try await grouping.groups(of: texts.enumerated().map { question($1, at: Double($0)) })
        #expect(groups.map(\.count) == [5, 3])
    }

    @Test("a question that leaned on the conversation is grouped by what it meant, and does not stand for the others")
    func leaning() async throws {
        let groups = try await grouping.groups(of: [
            question("那多久？", at: 1, standalone: "退款要多久"), question("那多久？", at: 2, standalone: "退款要多久"),
            question("请问退款的期限", at: 3),
        ])
        #expect(groups.count == 1)
        #expect(groups.first?.count == 3)
        #expect(groups.first?.representative.question == "请问退款的期限")
        #expect(groups.first?.wordings == ["请问退款的期限"])
    }

    @Test("the order that questions come in changes nothing")
    func order() async throws {
        let questions = (0..<40).map {
            question(["refund \($0)", "运费 \($0)", "发票 \($0)", "ship \($0)"][$0 % 4], at: Double($0))
        }
        let groups = try await grouping.groups(of: questions)
        #expect(groups.count == 4)
        #expect(try await grouping.groups(of: questions.reversed()) == groups)
        #expect(try await grouping.groups(of: questions.shuffled()) == groups)
        #expect(try await grouping.groups(of: []).isEmpty)
    }
}
