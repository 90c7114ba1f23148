/// The write side of the store. Whole documents are added to a generation and removed from it.
package protocol VectorStore: Sendable {
    /// Runs `body` as the only writer of the store. Readers are not blocked.
    ///
    /// Throws `RAGError` (`failed`) at once if another process is writing; the message names its process ID and the
    /// time when it began. The system releases the lock when the process ends, however it ends.
    func withWriterTurn<Result>(_ body: () async throws -> Result) async throws -> Result

    /// Returns the generations that the store keeps now.
    func generations() async throws -> Generations

    /// Returns the generation of `recipe` to write to.
    ///
    /// That is the current one if it has this recipe, else the one that is being built, which is started now if there
    /// is none. A half-built generation of another recipe is dropped; its embeddings stay in the cache.
    func openGeneration(_ recipe: GenerationRecipe) async throws -> Generation

    /// Makes `generation` the current one, in one transaction.
    ///
    /// The generation that was current becomes the previous one, and the one that was previous is dropped. Does nothing
    /// if `generation` is already current.
    func publish(_ generation: Generation) async throws

    /// Swaps the current and the previous generation in one transaction, and returns the one that is current then.
    ///
    /// The recipe that is given up becomes `withdrawn`. A second rollback, which brings it back, clears `withdrawn`,
    /// and so does publishing another generation. Throws `RAGError` (`failed`) if there is no previous generation.
    func rollBack() async throws -> Generation

    /// Returns the fingerprints of the documents in `generation`, by path.
    func fingerprints(in generation: Generation) async throws -> [String: DocumentFingerprint]

    /// Writes each document with its chunks in place of the document at its path, all in one transaction.
    ///
    /// The embeddings must be in the cache. Throws if one is missing; then nothing is changed.
    func replace(_ documents: [IndexedDocument], in generation: Generation) async throws

    /// Gives documents new paths and changes nothing else, in one transaction.
    ///
    /// `moves` maps old paths to new ones, no two of which are equal. All moves happen at once, so chains and swaps
    /// work. A document at a new path that is not moved itself is removed. An old path that does not exist is ignored.
    func move(_ moves: [String: String], in generation: Generation) async throws

    /// Removes the documents at `paths` with their chunks, in one transaction. Paths that do not exist are ignored.
    ///
    /// The embeddings stay in the cache.
    func remove(_ paths: [String], in generation: Generation) async throws
}
