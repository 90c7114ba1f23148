/// What a vector index is made from: the embeddings that the chunks of a store have, or those of the questions they answer.
package protocol VectorRows: Sendable {
    /// Runs `body` on the store as it stands now; a write meanwhile changes nothing of what it sees. nil where there is no
    /// embedding yet. Throws `RAGError` (`notConfigured`) where the generation that answers has another model.
    func withState<Result: Sendable>(
        of model: EmbeddingModel,
        _ body: @escaping @Sendable (any VectorState) throws -> Result
    ) async throws -> Result?
}

/// One state of a store, within `VectorRows.withState`. An embedding's number never stands for another vector.
package protocol VectorState {
    var stamp: IndexStamp { get }
    /// Components of each vector.
    var dimensions: Int { get }

    /// The numbers of the embeddings that a search may find, ascending, each once.
    func embeddingIDs(where filter: SearchFilter) throws -> [Int64]

    /// Hands the vectors with these numbers to `body`, in this order. Throws where one is not there.
    func readVectors(_ embeddingIDs: [Int64], _ body: (Int64, Embedding) throws -> Void) throws

    /// The chunks that have one of these embeddings and that `filter` allows, best first by cosine to `query`, equal scores in
    /// the order of the documents' paths, at most `limit`.
    func scores(
        of embeddingIDs: [Int64],
        comparedTo query: Embedding,
        limit: Int,
        where filter: SearchFilter
    ) throws -> [VectorHit]

    /// The chunks with the given numbers, in that order; those that are gone are left out.
    func passages(_ chunkIDs: [Int64], comparedTo query: Embedding) throws -> [SearchHit]
}

/// What tells a file derived from the index whether it is current: equal stamps, equal contents, in every copy of the index.
package struct IndexStamp: Sendable, Hashable, Codable {
    /// Number of the generation that answers.
    package let generation: Int64
    /// Drawn anew, at random, by each transaction that changes what the generation finds.
    package let version: Int64

    package init(generation: Int64, version: Int64) {
        self.generation = generation
        self.version = version
    }
}
