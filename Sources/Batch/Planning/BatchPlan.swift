import Answering
import Lexicon
import RAGCore

/// A decision for each question of a file: answer it, or share the answer of an earlier row that asks the same.
package struct BatchPlan: Sendable, Hashable {
    /// The decision for one question.
    package enum Step: Sendable, Hashable {
        /// The question is answered.
        case ask
        /// The question shares the answer of the row with this number, which comes earlier.
        case refer(to: Int)
        /// The text has this many bytes, too many for a question.
        case refuse(bytes: Int)
    }

    /// The decisions, in the order of the questions.
    package private(set) var steps: [Step]
    /// Rows that may ask the same in other words, as groups in ascending order; `referNear` compares their
    /// embeddings.
    package let alike: [[Int]]

    /// The least cosine at which two questions with the same meaning share an answer.
    private static let nearness: Float = 0.95

    /// Plans `questions`, in order of their rows. Questions that differ only in width, case, spaces and punctuation
    /// share the answer of the first of them.
    package init(_ questions: [BatchQuestion]) {
        var first: [String: Int] = [:]
        var meanings: [QuestionMeaning: [Int]] = [:]
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
            let meaning = QuestionMeaning(question.text)
            if meaning.isSame(as: meaning) { meanings[meaning, default: []].append(row) }
        }
        self.steps = steps
        alike = meanings.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
    }

    /// Makes rows of `alike` share the answer of an earlier row with a similar embedding. `embeddings` are keyed by
    /// row; rows without one are left as they are.
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

    /// The rows that are answered, in order.
    package var asked: [Int] { steps.indices.filter { steps[$0] == .ask } }

    /// Number of rows that share the answer of another.
    package var referred: Int { steps.count { if case .refer = $0 { true } else { false } } }

    /// Number of rows that share the answer of each row; rows without any are absent.
    package var followers: [Int: Int] {
        steps.reduce(into: [:]) { counts, step in
            if case .refer(let row) = step { counts[row, default: 0] += 1 }
        }
    }
}
