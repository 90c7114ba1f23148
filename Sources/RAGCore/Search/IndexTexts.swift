/// The texts of an index, from which its words are learnt.
package protocol IndexTexts: Sendable {
    /// Returns the version of the index; nil if it is empty.
    func currentVersion() async throws -> IndexVersion?

    /// Calls `body` with the titles, headings, questions and texts of all passages that are not programs, each once,
    /// and with the result so far. Returns the last result and the version that was read; nil if the index is empty.
    func readTexts<Result: Sendable>(
        into result: Result,
        _ body: @escaping @Sendable (inout Result, String) -> Void
    ) async throws -> (version: IndexVersion, result: Result)?
}
