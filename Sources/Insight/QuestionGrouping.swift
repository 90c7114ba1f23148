import Foundation
import RAGCore

/// Groups questions by meaning, those of each language apart: cosines of one model differ more between two languages than
/// between two subjects, and an answer is written in one language.
package struct QuestionGrouping: Sendable {
    private let embedder: any Embedder
    private let linkage: AverageLinkage

    /// Least mean cosine, without the common direction, of two groups that become one.
    ///
    /// With multilingual-e5-small and this value B-cubed precision and recall are .84 and .57 on 439 paraphrases of 85 questions
    /// in Chinese, .83 and .53 on 244 of 81 in English, .64 and .53 on 400 questions of 74 intents (Banking77); with more,
    /// groups fall apart, with less they flow together. With plain cosines F1 is .667, .620 and .576 at the best of
    /// thresholds, here .678, .645 and .578; that best is .91, .87 and .90, another for each.
    package static let threshold: Float = 0.34
    /// Questions that the background counts for.
    private static let backgroundWeight: Float = 100

    package init(embedder: any Embedder, threshold: Float = Self.threshold) {
        self.embedder = embedder
        linkage = AverageLinkage(threshold: threshold)
    }

    /// Groups of `questions`, most frequent first, then the last asked, then by their words. What order the questions come in
    /// changes nothing. `report` gets how many texts are embedded, and of how many.
    package func groups(
        of questions: [UnansweredQuestion],
        report: @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) async throws -> [QuestionGroup] {
        let asked = Dictionary(grouping: questions) { Wording($0) }
        // In an order of their own, so that equal questions make equal groups.
        let wordings = asked.keys.sorted()
        let embeddings = try await embeddings(of: wordings.map(\.text), report)
        var groups: [QuestionGroup] = []
        for language in [Language.chinese, .english, nil] {
            let places = wordings.indices.filter { wordings[$0].language == language }
            if places.isEmpty { continue }
            let background = try await embedder.embed(CommonQuestions.texts(language ?? .english), as: .query)
            let common = CommonDirection(
                of: places.map { embeddings[$0] },
                background: background,
                weight: Self.backgroundWeight
            )
            let meanings = places.map { common?.removed(from: embeddings[$0]) ?? embeddings[$0] }
            let clusters = try await linkage.groups(
                of: meanings,
                weights: places.map { asked[wordings[$0]]?.count ?? 0 }
            )
            groups += clusters.map { cluster in
                QuestionGroup(cluster.map { (meanings[$0], asked[wordings[places[$0]]] ?? []) })
            }
        }
        return groups.sorted {
            ($0.count, $0.lastAsked, $1.representative.question) > ($1.count, $1.lastAsked, $0.representative.question)
        }
    }

    private func embeddings(
        of texts: [String],
        _ report: @Sendable (Int, Int) -> Void
    ) async throws -> [Embedding] {
        var embeddings: [Embedding] = []
        while embeddings.count < texts.count {
            try Task.checkCancellation()
            // Questions are compared with one another, so all stand on the same side.
            let batch = Array(texts[embeddings.count...].prefix(Self.batch))
            embeddings += try await embedder.embed(batch, as: .query)
            report(embeddings.count, texts.count)
        }
        return embeddings
    }

    private static let batch = 256
}

/// A question as it is compared: what differs in case, width, blanks and final marks alone is the same.
private struct Wording: Hashable, Comparable {
    let text: String
    let language: Language?

    init(_ question: UnansweredQuestion) {
        let folded = question.meaning.precomposedStringWithCompatibilityMapping.lowercased()
        text = folded.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            .trimmingCharacters(in: CharacterSet(charactersIn: "?!.。…~ "))
        language = question.language
    }

    static func < (a: Wording, b: Wording) -> Bool {
        (a.text, a.language?.rawValue ?? "") < (b.text, b.language?.rawValue ?? "")
    }
}

extension QuestionGroup {
    /// Of what was asked in each wording.
    fileprivate init(_ members: [(embedding: Embedding, questions: [UnansweredQuestion])]) {
        questions = members.flatMap(\.questions).sorted(by: Self.isEarlier)
        var mean = [Float](repeating: 0, count: members.first?.embedding.dimensions ?? 0)
        for member in members {
            for (index, component) in member.embedding.components.enumerated() {
                mean[index] += component * Float(member.questions.count)
            }
        }
        let centre = Embedding(normalizing: mean)
        let ranked = members.map { member in
            let first = member.questions.min(by: Self.isEarlier)
            let standsAlone = member.questions.first { $0.standaloneQuestion == nil }
            return (
                question: standsAlone ?? first,
                leans: standsAlone == nil ? 1 : 0,
                distance: 1 - (centre.flatMap { member.embedding.cosine(to: $0) } ?? 0),
                count: member.questions.count
            )
        }
        let best = ranked.min { ($0.leans, $0.distance) < ($1.leans, $1.distance) }?.question
        representative = best ?? questions[0]
        let alone = ranked.filter { $0.leans == 0 }.sorted { (-$0.count, $0.distance) < (-$1.count, $1.distance) }
        wordings = alone.compactMap(\.question?.question).reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }

    private static func isEarlier(_ a: UnansweredQuestion, _ b: UnansweredQuestion) -> Bool {
        (a.askedAt, a.session, a.turn) < (b.askedAt, b.session, b.turn)
    }
}
