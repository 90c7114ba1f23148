/// What may stand in place of the last word before the cursor.
struct LineCompletion: Sendable, Hashable {
    struct Candidate: Sendable, Hashable {
        /// What stands there then.
        let text: String
        /// What it means, in a few words.
        var note = ""
        /// Whether something must follow, so that no space ends it.
        var isPartial = false
    }

    /// Characters before the cursor that it replaces.
    let length: Int
    let candidates: [Candidate]

    static let none = LineCompletion(length: 0, candidates: [])

    /// What is sure: the only candidate, else what all of them begin with; nil where that is no longer than what is there.
    var certain: String? {
        guard let first = candidates.first else { return nil }
        guard candidates.count > 1 else { return first.isPartial ? first.text : first.text + " " }
        let common = candidates.dropFirst().reduce(first.text[...]) { common, candidate in
            common.prefix(zip(common, candidate.text).prefix { $0 == $1 }.count)
        }
        return common.count > length ? String(common) : nil
    }

    /// The candidates below the line, at most `limit` of them.
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
