import RAGCore

/// A run beside an earlier one. Rows belong together that ask the same in the same words; of several, the first to the first.
package struct RunComparison: Sendable {
    /// What was asked then and is not now.
    package let gone: [EarlierAnswer]
    /// For each question, its earlier row.
    private let partners: [EarlierAnswer?]

    /// `questions` in the order of their rows.
    package init(_ earlier: [EarlierAnswer], questions: [String]) {
        let asked = Dictionary(grouping: earlier) { Self.key($0.question) }
        var taken: [String: Int] = [:]
        partners = questions.map { question in
            let key = Self.key(question)
            guard let rows = asked[key] else { return nil }
            defer { taken[key, default: 0] += 1 }
            // One more of the same question than then: the last answer to it serves.
            return rows[min(taken[key] ?? 0, rows.count - 1)]
        }
        gone = asked.flatMap { key, rows in rows.dropFirst(taken[key] ?? 0) }.sorted { $0.place < $1.place }
    }

    /// What changed in a row of this run.
    package func change(of row: AnsweredRow) -> RowChange {
        RowChange(from: partners.indices.contains(row.row) ? partners[row.row] : nil, to: row)
    }

    /// The columns that say so in the output.
    package var note: AnswerNote {
        AnswerNote(["change", "difference", "earlier answer"]) { _, row in
            let change = change(of: row)
            return [TableCell(change.kind.rawValue), TableCell(change.words), TableCell(change.earlier)]
        }
    }

    private static func key(_ question: String) -> String {
        question.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
