/// A consistent view of the index at one version: its vectors and the chunks that they stand for.
///
/// Valid only while `SnapshotSource.withSnapshot` runs. An embedding ID never comes to mean another vector, so a file
/// derived from the index can keep vectors by their IDs.
package protocol IndexSnapshot {
    /// The version that this snapshot shows.
    var version: IndexVersion { get }
    /// The number of components of each vector.
    var dimensions: Int { get }

    /// Returns the IDs of the embeddings that a search may find, ascending, each once.
    func embeddingIDs(where filter: SearchFilter) throws -> [Int64]

    /// Calls `body` with the vector of each of `embeddingIDs`, in this order. Throws if one of them does not exist.
    func readVectors(_ embeddingIDs: [Int64], _ body: (Int64, Embedding) throws -> Void) throws

    /// Returns the chunks that have one of `embeddingIDs` and that `filter` allows, at most `limit`.
    ///
    /// The highest cosine to `query` comes first. Equal scores are ordered by document path, then by ordinal.
    func scores(
        of embeddingIDs: [Int64],
        comparedTo query: Embedding,
        limit: Int,
        where filter: SearchFilter
    ) throws -> [VectorHit]

    /// Returns the chunks with the given IDs, in that order, without those that no longer exist.
    func passages(_ chunkIDs: [Int64], comparedTo query: Embedding) throws -> [SearchHit]
}
