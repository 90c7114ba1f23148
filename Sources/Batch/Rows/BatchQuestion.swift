import RAGCore

/// A question of the file and its position there.
package struct BatchQuestion: Sendable, Hashable {
    /// Position among the questions, from 0; blank ones do not count.
    package let row: Int
    /// The line or the row of the sheet, from 1.
    package let place: Int
    /// The question without surrounding white space.
    package let text: String

    /// Creates a question from its parts.
    package init(row: Int, place: Int, text: String) {
        self.row = row
        self.place = place
        self.text = text
    }
}

extension PlainTable {
    /// Returns the question of each row, or nil for rows where `column` is blank.
    package func questions(in column: Int) -> [BatchQuestion?] {
        var count = 0
        return rows.map { row in
            let text = row[column].trimmed
            guard !text.isEmpty else { return nil }
            defer { count += 1 }
            return BatchQuestion(row: count, place: row.place, text: text)
        }
    }
}

extension String {
    fileprivate var trimmed: String {
        guard let start = firstIndex(where: { !$0.isWhitespace }), let end = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[start...end])
    }
}
