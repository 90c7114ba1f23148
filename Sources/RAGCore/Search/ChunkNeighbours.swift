/// Finds what stands beside a chunk in its document.
package protocol ChunkNeighbours: Sendable {
    /// For each of `chunkIDs`: the chunks of its document at most `reach` places before or after it, without itself, in the
    /// order of the document. A chunk that is gone has none.
    func neighbours(of chunkIDs: [Int64], within reach: Int) async throws -> [Int64: [Chunk]]
}
