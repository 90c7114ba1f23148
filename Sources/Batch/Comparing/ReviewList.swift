import Answering

/// The rows that a person should check, most urgent first.
package struct ReviewList: Sendable {
    /// A reason to check a row, most urgent first.
    package enum Reason: Int, Sendable, Hashable, Comparable, CaseIterable {
        case failed, cutOff, unsupported, handedOver, changed, declined, differsFromExpected, newlyDeclined, unsure

        /// Orders reasons by urgency, most urgent first.
        package static func < (a: Reason, b: Reason) -> Bool { a.rawValue < b.rawValue }
    }

    /// A row to check.
    package struct Item: Sendable {
        /// The row as it was answered.
        package let row: AnsweredRow
        /// At least one reason, most urgent first.
        package let reasons: [Reason]
        /// The reasons for people, such as `no source supports: 7 天内到账。; low certainty (0.41)`.
        package let why: String
        /// Number of rows that share the answer of this one.
        package let alike: Int
    }

    /// The rows to check, ordered by most urgent reason, then by certainty and number of equal rows.
    package let items: [Item]

    /// Certainty below which an answer should be checked.
    package static let unsureBelow = 0.7
    /// Certainty below which a refusal should be checked: at this value the documents answer one in ten such
    /// questions.
    private static let unsureRefusalBelow = 0.9

    /// Selects the rows to check. Rows that share the answer of another row are checked together with it. `changes`
    /// and `scores` are keyed by row number.
    package init(
        _ rows: [AnsweredRow],
        changes: [Int: RowChange] = [:],
        scores: [Int: ExpectedScore] = [:]
    ) {
        let alike = Dictionary(grouping: rows.compactMap(\.sameAs)) { $0 }.mapValues(\.count)
        let found = rows.filter { $0.sameAs == nil || $0.error != nil }.compactMap { row -> Item? in
            let reasons = Self.reasons(row, changes[row.row], scores[row.row])
            guard !reasons.isEmpty else { return nil }
            let why = reasons.map { Self.words($0, row, changes[row.row], scores[row.row]) }.joined(separator: "; ")
            return Item(row: row, reasons: reasons, why: why, alike: alike[row.row] ?? 0)
        }
        items = found.sorted { a, b in
            (a.reasons[0], a.urgency, a.row.row) < (b.reasons[0], b.urgency, b.row.row)
        }
    }

    private static func reasons(
        _ row: AnsweredRow,
        _ change: RowChange?,
        _ score: ExpectedScore?
    ) -> [Reason] {
        if row.error != nil { return [.failed] }
        var reasons: [Reason] = []
        if [.cutOff, .contentFilter, .withdrawn].contains(row.reason) { reasons.append(.cutOff) }
        if !row.unsupported.isEmpty || row.reason == .unsupported { reasons.append(.unsupported) }
        if row.decision == .handedOver { reasons.append(.handedOver) }
        if change?.kind == .changed { reasons.append(.changed) }
        if row.decision == .declined, row.reason != .unsupported, row.certainty ?? 0 < unsureRefusalBelow {
            reasons.append(.declined)
        }
        if score?.match == .different { reasons.append(.differsFromExpected) }
        if change?.kind == .declined { reasons.append(.newlyDeclined) }
        if row.isAnswered, let certainty = row.certainty, certainty < unsureBelow {
            reasons.append(.unsure)
        }
        return reasons
    }

    private static func words(
        _ reason: Reason,
        _ row: AnsweredRow,
        _ change: RowChange?,
        _ score: ExpectedScore?
    ) -> String {
        let certainty = TableCell(row.certainty, digits: 2).text
        switch reason {
        case .failed: return "failed"
        case .cutOff:
            return switch row.reason {
            case .contentFilter: "a content filter stopped the model"
            case .withdrawn: "the answer of the model was withdrawn, and passages are quoted"
            default: "cut off by the token limit of answers"
            }
        case .unsupported:
            return row.unsupported.isEmpty
                ? "declined: no source supports what the model wrote"
                : "no source supports: " + row.unsupported.joined(separator: " ")
        case .handedOver:
            return "handed over" + (row.team.map { " to \($0)" } ?? "") + (row.reason.map { " (\($0.rawValue))" } ?? "")
        case .changed: return "changed in fact: " + (change?.words ?? "")
        case .declined:
            return row.certainty == nil ? "declined without a search" : "declined with low certainty (\(certainty))"
        case .differsFromExpected: return "not the expected answer"
        case .newlyDeclined: return "answered last time, not now"
        case .unsure: return "low certainty (\(certainty))"
        }
    }
}

extension ReviewList.Item {
    /// A value that is lower for more urgent rows: those with low certainty, and those that many others share.
    fileprivate var urgency: Double { (row.certainty ?? 0) - Double(alike) }
}
