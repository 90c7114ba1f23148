/// The number of rows of a run by their kind of change.
package struct ChangeCount: Sendable, Hashable, Codable {
    /// Number of rows by the raw value of their kind; kinds without rows are absent.
    package private(set) var rows: [String: Int] = [:]
    /// Number of rows of the earlier run whose question the later run does not ask.
    package let gone: Int

    /// Creates a count without rows.
    package init(gone: Int = 0) { self.gone = gone }

    /// Counts one row.
    package mutating func add(_ change: RowChange) { rows[change.kind.rawValue, default: 0] += 1 }

    /// The number of rows of one kind, 0 for none.
    package subscript(kind: RowChange.Kind) -> Int { rows[kind.rawValue] ?? 0 }

    /// `3 changed in fact, 1 newly declined, 4,990 same`: kinds that need attention come first.
    package var words: String {
        let parts = RowChange.Kind.allCases.filter { self[$0] > 0 }.map { "\(self[$0]) \($0.rawValue)" }
        let all = parts + (gone > 0 ? ["\(gone) no longer asked"] : [])
        return all.isEmpty ? "nothing to compare" : all.joined(separator: ", ")
    }
}
