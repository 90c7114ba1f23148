import Answering
import Grounding

/// The difference between a row and the same question in an earlier run.
package struct RowChange: Sendable, Hashable, Codable {
    /// The kind of change, the one that needs most attention first.
    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// The row fails now.
        case failed
        /// A number, amount, date or name differs, or a statement is denied.
        case changed = "changed in fact"
        /// The question was answered earlier and is not now.
        case declined = "newly declined"
        /// The question is answered now and was not earlier.
        case answered = "newly answered"
        /// The question was not asked earlier.
        case new = "new row"
        /// The words differ, but no difference in facts was found.
        case reworded
        /// The answer is the same, apart from citation marks and punctuation.
        case same
    }

    /// The kind of change.
    package let kind: Kind
    /// The facts that differ; empty unless both runs answered.
    package let differences: [AnswerComparison.Difference]
    /// The earlier answer; nil if there was none or it is the same.
    package let earlier: String?

    init(_ kind: Kind, differences: [AnswerComparison.Difference] = [], earlier: String? = nil) {
        self.kind = kind
        self.differences = differences
        self.earlier = earlier
    }

    /// Compares a row with the earlier answer to its question; nil if the question was not asked then.
    package init(from earlier: EarlierAnswer?, to row: AnsweredRow) {
        guard let earlier else {
            self.init(row.error == nil ? .new : .failed)
            return
        }
        switch (earlier.isAnswered, row.isAnswered) {
        case _ where row.error != nil: self.init(.failed, earlier: earlier.answer)
        case (false, true): self.init(.answered, earlier: earlier.answer)
        case (true, false): self.init(.declined, earlier: earlier.answer)
        case (false, false):
            let isSame = earlier.error == nil && earlier.decision == row.decision
            self.init(isSame ? .same : .reworded, earlier: isSame ? nil : earlier.answer)
        case (true, true):
            if earlier.answer == row.answer {
                self.init(.same)
                return
            }
            let comparison = AnswerComparison(earlier.answer, row.answer)
            let kind: Kind = comparison.isSame ? .same : comparison.differences.isEmpty ? .reworded : .changed
            self.init(kind, differences: comparison.differences, earlier: comparison.isSame ? nil : earlier.answer)
        }
    }

    /// The differences for people, such as `15 天 → 7 天; + 支付宝; - 周末`.
    package var words: String {
        differences.map { difference in
            switch (difference.earlier, difference.later) {
            case (let earlier?, let later?): "\(earlier) → \(later)"
            case (nil, let later?): "+ \(later)"
            case (let earlier?, nil): "- \(earlier)"
            case (nil, nil): difference.kind.rawValue
            }
        }.joined(separator: "; ")
    }
}
