import RAGCore

/// Two statements of the documents that cannot both be true.
package struct Contradiction: Sendable, Hashable {
    /// The kinds of difference between two statements.
    package enum Kind: String, Sendable, Hashable, Codable, CaseIterable {
        case amount, period, time, date, weekday, percentage, number, frequency, contact, payer
        case yesOrNo = "yes-or-no"
    }

    /// One of the two statements.
    package struct Side: Sendable, Hashable {
        /// The number of the passage among all that were audited.
        package let passage: Int
        /// The sentence, list item or row of a table.
        package let sentence: String
        /// The part of the sentence that differs: `14 days`, or a whole clause that says yes or no.
        package let words: String
    }

    /// The kind of fact that differs.
    package let kind: Kind
    /// One of the two statements.
    package let first: Side
    /// The statement that contradicts it.
    package let second: Side
    /// How sure it is that both are about the same thing; higher is surer.
    package let score: Double

    init(_ first: Assertion, _ second: Assertion, score: Double) {
        kind = first.value.map { Kind($0.unit) } ?? .yesOrNo
        self.first = Side(first)
        self.second = Side(second)
        self.score = score
    }
}

extension Contradiction.Side {
    fileprivate init(_ assertion: Assertion) {
        passage = assertion.passage
        sentence = assertion.sentence
        words = assertion.value?.text ?? assertion.clause
    }
}

extension Contradiction.Kind {
    fileprivate init(_ unit: AssertedValue.Unit) {
        switch unit {
        case .duration, .businessDays: self = .period
        case .money: self = .amount
        case .percent: self = .percentage
        case .clock: self = .time
        case .frequency: self = .frequency
        case .contact: self = .contact
        case .weekday: self = .weekday
        case .date: self = .date
        case .payer: self = .payer
        case .measure, .count, .number: self = .number
        }
    }
}
