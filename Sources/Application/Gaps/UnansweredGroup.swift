import Foundation
import Insight
import RAGCore

/// Unanswered questions that mean the same, asked by several customers or by one again and again.
package struct UnansweredGroup: Sendable, Hashable {
    /// The question most like the others, one that is understandable on its own where there is any.
    package let representative: AskedQuestion
    /// Every question, oldest first.
    package let questions: [AskedQuestion]
    /// Each wording that is understandable on its own, the most frequent first, then the nearest to all others.
    package let wordings: [String]

    /// The number of times that it was asked.
    package var count: Int { questions.count }
    /// The time of the last question.
    package var lastAsked: Date { questions.last?.askedAt ?? representative.askedAt }
    /// The number of answers that a person marked bad.
    package var markedBad: Int { questions.count(where: \.isMarkedBad) }

    /// Groups `questions` by meaning, the most frequent group first, then the last asked, then by text. The result does
    /// not depend on the order of `questions`. Throws `RAGError`.
    static func groups(
        of questions: [AskedQuestion],
        by grouping: TextGrouping,
        report: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) async throws -> [UnansweredGroup] {
        let questions = questions.sorted { ($0.askedAt, $0.session, $0.turn) < ($1.askedAt, $1.session, $1.turn) }
        let items = questions.map {
            TextItem($0.meaning, language: $0.language, canRepresent: $0.meaning == $0.question)
        }
        return try await grouping.groups(of: items, report: report).map { group in
            UnansweredGroup(
                representative: questions[group.representative],
                questions: group.members.map { questions[$0] },
                wordings: group.wordings.map { questions[$0].question }
            )
        }.sorted {
            ($0.count, $0.lastAsked, $1.representative.question) > ($1.count, $1.lastAsked, $0.representative.question)
        }
    }
}
