/// The vectors that a search may find: a filter, made once by `VectorFile.selection(of:)` and used as often as wanted.
package struct VectorSelection: Sendable {
    /// One set a segment of the file it was made for.
    let sets: [RowSet]
    /// How many vectors it holds.
    package let count: Int

    init(_ sets: [RowSet]) {
        self.sets = sets
        count = sets.reduce(0) { $0 + $1.count }
    }
}
