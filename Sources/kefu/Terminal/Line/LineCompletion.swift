/// The candidates that may replace the last word before the cursor.
struct LineCompletion: Sendable, Hashable {
    struct Candidate: Sendable, Hashable {
        /// The text that replaces the word.
        let text: String
        /// An explanation in a few words.
        var note = ""
        /// Whether more text must follow, so that no space is added.
        var isPartial = false
    }

    /// The number of characters before the cursor that a candidate replaces.
    let length: Int
    let candidates: [Candidate]

    static let none = LineCompletion(length: 0, candidates: [])

    /// The text that every candidate allows: the only candidate, or the common beginning of all of them.
    ///
    /// Nil if there is no candidate, or if the common beginning is no longer than the typed word.
    var unambiguousText: String? {
        guard let first = candidates.first else { return nil }
        guard candidates.count > 1 else { return first.isPartial ? first.text : first.text + " " }
        let common = candidates.dropFirst().reduce(first.text[...]) { common, candidate in
            common.prefix(zip(common, candidate.text).prefix { $0 == $1 }.count)
        }
        return common.count > length ? String(common) : nil
    }

    /// Returns the rows that list the candidates, at most `limit` of them, and how many more there are.
    func rows(width: Int, limit: Int) -> [StyledText] {
        let column = candidates.map(\.text.cells).max() ?? 0
        var rows = candidates.prefix(limit).map { candidate in
            let padding = String(repeating: " ", count: column - candidate.text.cells + 2)
            return StyledText("  " + candidate.text, .code) + StyledText(padding + candidate.note, .dim)
        }
        if candidates.count > limit { rows.append(StyledText("  … \(candidates.count - limit) more", .dim)) }
        return rows.compactMap { $0.wrapped(to: width).first }
    }
}
