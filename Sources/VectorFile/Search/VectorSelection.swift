/// The vectors that a search may find: a filter that `VectorFile.selection(of:)` makes once for many searches.
package struct VectorSelection: Sendable {
    /// One set for each segment of the file that the selection was made for.
    let sets: [RowSet]
    /// The number of vectors in the selection.
    package let count: Int

    init(_ sets: [RowSet]) {
        self.sets = sets
        count = sets.reduce(0) { $0 + $1.count }
    }
}
