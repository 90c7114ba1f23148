import Answering
import RAGCore

/// Which questions of a file are asked, and which are referred to another that asks the same.
package struct BatchPlan: Sendable, Hashable {
    /// What is done with a question.
    package enum Step: Sendable, Hashable {
        case ask
        /// The row before it that asks the same.
        case refer(to: Int)
        /// Its text has so many bytes that it is no question.
        case refuse(bytes: Int)
    }

    /// For each question, in order.
    package private(set) var steps: [Step]
    /// Rows that perhaps ask the same in other fillers, each list in order; their embeddings tell.
    package let alike: [[Int]]

    /// Least cosine at which two questions with the same gist are one.
    private static let nearness: Float = 0.95

    /// Refers what is equal but for width, case, blanks and punctuation to the first of its kind.
    package init(_ questions: [BatchQuestion]) {
        var first: [String: Int] = [:]
        var gists: [Gist: [Int]] = [:]
        var steps: [Step] = []
        for (row, question) in questions.enumerated() {
            guard question.text.utf8.count <= QuestionText.longest else {
                steps.append(.refuse(bytes: question.text.utf8.count))
                continue
            }
            let text = QuestionText.normalized(question.text)
            if let same = first[text] {
                steps.append(.refer(to: same))
                continue
            }
            first[text] = row
            steps.append(.ask)
            let gist = Gist(question.text)
            if gist.isSame(as: gist) { gists[gist, default: []].append(row) }
        }
        self.steps = steps
        alike = gists.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    }

    /// Refers each row of `alike` to an earlier one that is near to it. `embeddings` are those of their questions, by row.
    package mutating func referNear(_ embeddings: [Int: Embedding]) {
        var moved: [Int: Int] = [:]
        for group in alike {
            var asked: [Int] = []
            for row in group {
                guard let embedding = embeddings[row] else { continue }
                let same = asked.first { embeddings[$0].flatMap(embedding.cosine) ?? 0 >= Self.nearness }
                if let same { moved[row] = same } else { asked.append(row) }
            }
        }
        for (row, step) in steps.enumerated() {
            if let same = moved[row] {
                steps[row] = .refer(to: same)
            } else if case .refer(let first) = step, let same = moved[first] {
                steps[row] = .refer(to: same)
            }
        }
    }

    /// The rows that are asked, in order.
    package var asked: [Int] { steps.indices.filter { steps[$0] == .ask } }

    /// How many rows refer to another.
    package var referred: Int { steps.count { if case .refer = $0 { true } else { false } } }

    /// How many rows refer to each row that any refers to.
    package var followers: [Int: Int] {
        steps.reduce(into: [:]) { counts, step in
            if case .refer(let row) = step { counts[row, default: 0] += 1 }
        }
    }
}
