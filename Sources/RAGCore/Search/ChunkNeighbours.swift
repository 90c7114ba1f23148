/// A source of the chunks that stand next to a chunk in its document.
package protocol ChunkNeighbours: Sendable {
    /// Returns, for each of `chunkIDs`, the chunks at most `reach` places before or after it, in document order.
    ///
    /// The chunk itself is not among them. A chunk that no longer exists has no entry.
    func neighbours(of chunkIDs: [Int64], within reach: Int) async throws -> [Int64: [Chunk]]
}
