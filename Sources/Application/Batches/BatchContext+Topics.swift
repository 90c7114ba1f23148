import Batch
import Foundation
import Insight
import RAGCore

extension BatchContext {
    /// Returns the groups of questions that mean the same; nil where there are more than 20,000 questions, which takes
    /// too long to compare, or no group has two. Throws `RAGError`.
    func topics(of questions: [BatchQuestion]) async throws -> [BatchReport.Topic]? {
        guard questions.count <= Self.mostGrouped else { return nil }
        let asked = questions.map { question in
            UnansweredQuestion(
                session: Session.ID(""),
                turn: question.row,
                question: question.text,
                language: Language(of: question.text),
                askedAt: .distantPast,
                decision: "",
                isMarkedBad: false
            )
        }
        let groups = try await QuestionGrouping(embedder: embedder).groups(of: asked).filter { $0.count > 1 }
        return groups.isEmpty
            ? nil : groups.map { BatchReport.Topic($0.representative.question, rows: $0.questions.map(\.turn)) }
    }

    /// Every question is compared with every other.
    private static let mostGrouped = 20_000
}
