import Answering

/// What a person should look at, worst first.
package struct ReviewList: Sendable {
    /// Why a person should, the gravest first.
    package enum Reason: Int, Sendable, Hashable, Comparable, CaseIterable {
        case failed, unsupported, handedOver, changed, declined, differsFromExpected, newlyDeclined, unsure

        package static func < (a: Reason, b: Reason) -> Bool { a.rawValue < b.rawValue }
    }

    package struct Item: Sendable {
        package let row: AnsweredRow
        /// The gravest first.
        package let reasons: [Reason]
        /// For people: `unsupported: 7 天内到账。; low certainty (0.41)`
        package let why: String
        /// How many rows refer to this one.
        package let alike: Int
    }

    package let items: [Item]

    /// Certainty below which an answer is one to look at.
    package static let unsureBelow = 0.7
    /// Certainty below which a refusal is one to look at: the documents may answer one in ten of those.
    private static let unsureRefusalBelow = 0.9

    /// Rows that refer to another are reviewed with it. `changes` and `scores` by row, where there are any.
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
        case .unsupported:
            return row.unsupported.isEmpty
                ? "declined: what the model wrote stands in no source"
                : "in no source: " + row.unsupported.joined(separator: " ")
        case .handedOver: return "handed over" + (row.reason.map { " (\($0.rawValue))" } ?? "")
        case .changed: return "changed in fact: " + (change?.words ?? "")
        case .declined:
            return row.certainty == nil ? "declined without a search" : "declined, but not surely (\(certainty))"
        case .differsFromExpected: return "not the expected answer"
        case .newlyDeclined: return "answered last time, not now"
        case .unsure: return "low certainty (\(certainty))"
        }
    }
}

extension ReviewList.Item {
    /// Less is more urgent: the less sure what was done, and what many ask.
    fileprivate var urgency: Double { (row.certainty ?? 0) - Double(alike) }
}
