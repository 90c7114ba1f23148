import Answering
import Grounding

/// How a row differs from the one of an earlier run.
package struct RowChange: Sendable, Hashable, Codable {
    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        /// It fails now.
        case failed
        /// Another number, amount, date, name, or the other way round.
        case changed = "changed in fact"
        case declined = "newly declined"
        case answered = "newly answered"
        case new = "new row"
        /// Other words, as far as it can be checked the same facts.
        case reworded
        case same
    }

    package let kind: Kind
    package let differences: [AnswerComparison.Difference]
    /// The earlier answer, where there was one and it is not the same.
    package let earlier: String?

    init(_ kind: Kind, differences: [AnswerComparison.Difference] = [], earlier: String? = nil) {
        self.kind = kind
        self.differences = differences
        self.earlier = earlier
    }

    /// `earlier` is nil where the question was not asked then.
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

    /// `15 天 → 7 天; + 支付宝; - 周末`
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
