import Foundation
import Insight
import RAGCore
import Testing

@testable import Application

@Suite struct UnansweredGroupTests {
    /// Places texts by the words they hold.
    private struct WordEmbedder: Embedder {
        let model = EmbeddingModel(name: "words")

        func embed(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding] {
            texts.map { text in
                let components = ["refund", "ship", "退款"].map { text.lowercased().contains($0) ? Float(1) : 0 } + [2]
                return Embedding(normalizing: components) ?? Embedding(unitLength: components)
            }
        }
    }

    private func question(_ text: String, at second: Double, standalone: String? = nil, bad: Bool = false)
        -> AskedQuestion
    {
        AskedQuestion(
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

    private func groups(_ questions: [AskedQuestion]) async throws -> [UnansweredGroup] {
        try await UnansweredGroup.groups(of: questions, by: TextGrouping(embedder: WordEmbedder()))
    }

    @Test("the most frequent group comes first, then the last asked; questions come oldest first")
    func order() async throws {
        let questions = [
            question("do you ship to Berlin", at: 5), question("Can I get a refund?", at: 1),
            question("Refund!", at: 8, bad: true),
            question("退款要多久", at: 2), question("how about a refund", at: 3),
        ]
        let groups = try await groups(questions)
        #expect(groups.map(\.count) == [3, 1, 1])
        #expect(groups[0].questions.map(\.question) == ["Can I get a refund?", "how about a refund", "Refund!"])
        #expect(groups[0].markedBad == 1)
        #expect(groups[0].lastAsked == Date(timeIntervalSince1970: 8))
        #expect(groups[1].representative.question == "do you ship to Berlin")
        #expect(try await self.groups(questions.reversed()) == groups)
    }

    @Test("a question that was rewritten is grouped by its rewriting and does not represent the others")
    func rewritten() async throws {
        let groups = try await groups([
            question("那多久？", at: 1, standalone: "退款要多久"), question("那多久？", at: 2, standalone: "退款要多久"),
            question("请问退款的期限", at: 3),
        ])
        #expect(groups.map(\.count) == [3])
        #expect(groups.first?.representative.question == "请问退款的期限")
        #expect(groups.first?.wordings == ["请问退款的期限"])
    }
}
