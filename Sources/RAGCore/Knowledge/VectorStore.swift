/// The write side of the store: whole documents go in and out of a generation.
package protocol VectorStore: Sendable {
    /// Runs `body` as the only writer; readers go on. Throws `RAGError` (`failed`) at once where another process writes, with
    /// its number and since when. The system gives the turn back when the process ends, however it ends.
    func withWriterTurn<Result>(_ body: () async throws -> Result) async throws -> Result

    /// The generations as they stand.
    func generations() async throws -> Generations

    /// The generation of `recipe` to write to: the current one where it was made so, else the one that is being built,
    /// begun now where there is none. One that was begun with another recipe is dropped; its embeddings stay in the cache.
    func openGeneration(_ recipe: GenerationRecipe) async throws -> Generation

    /// Makes `generation` the current one in one transaction. The one that answered so far becomes the previous one, and what
    /// was previous is dropped. No effect where it is the current one already.
    func publish(_ generation: Generation) async throws

    /// Swaps the current and the previous generation in one transaction and returns what is then the current one. The recipe
    /// given up is `withdrawn`; nothing is withdrawn any more once rolling back brings that one back, or another is published.
    /// Throws `RAGError` (`failed`) where there is no previous generation.
    func rollBack() async throws -> Generation

    /// What is stored in `generation`, by path.
    func fingerprints(in generation: Generation) async throws -> [String: DocumentFingerprint]

    /// Puts each document with its chunks in place of what stood at its path, all in one transaction: readers see either.
    /// The embeddings must be in the cache; throws where one is not, and then nothing is changed.
    func replace(_ documents: [IndexedDocument], in generation: Generation) async throws

    /// Gives documents another path, and nothing else, in one transaction. `moves` are from old to new path, no two to the
    /// same; a chain or a swap of paths is carried out as if at once. What stood at a new path and is not moved itself goes;
    /// an old path that is not there is no error.
    func move(_ moves: [String: String], in generation: Generation) async throws

    /// Removes the documents at `paths` with their chunks, in one transaction; a path that is not there is no error.
    /// Embeddings stay in the cache.
    func remove(_ paths: [String], in generation: Generation) async throws
}
