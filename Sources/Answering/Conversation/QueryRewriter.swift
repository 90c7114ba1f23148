/// Decides what to search for, so that a question that leans on the conversation finds what it means.
package protocol QueryRewriter: Sendable {
    /// What to search for, at least one text: the question alone where it stands alone. Of several, each is searched for;
    /// the last is the whole question, by which the evidence is judged.
    func queries(for question: String, in conversation: Conversation) async throws -> [String]
}
