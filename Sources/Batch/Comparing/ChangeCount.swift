/// How many rows of a run changed, and how.
package struct ChangeCount: Sendable, Hashable, Codable {
    package private(set) var rows: [String: Int] = [:]
    /// Rows of the earlier run that this one has not.
    package let gone: Int

    package init(gone: Int = 0) { self.gone = gone }

    package mutating func add(_ change: RowChange) { rows[change.kind.rawValue, default: 0] += 1 }

    package subscript(kind: RowChange.Kind) -> Int { rows[kind.rawValue] ?? 0 }

    /// `3 changed in fact, 1 newly declined, 4,990 same`: what weighs most first.
    package var words: String {
        let parts = RowChange.Kind.allCases.filter { self[$0] > 0 }.map { "\(self[$0]) \($0.rawValue)" }
        let all = parts + (gone > 0 ? ["\(gone) no longer asked"] : [])
        return all.isEmpty ? "nothing to compare" : all.joined(separator: ", ")
    }
}
