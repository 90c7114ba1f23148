/// Carries the last topic over by rule, which costs nothing: a short question that leans on the conversation is searched
/// for by itself and behind the last question that stood alone.
package struct TopicCarryover: QueryRewriter {
    /// Content words above which a question says enough by itself.
    private static let mostTerms = 1

    package init() {}

    package func queries(for question: String, in conversation: Conversation) async throws -> [String] {
        guard FollowUp.leansOnConversation(question), Terms.of(question).count <= Self.mostTerms,
            let topic = conversation.turns.last(where: {
                $0.standaloneQuestion == $0.question && $0.decision != .declined
            })
        else { return [question] }
        return [question, "\(topic.question) \(question)"]
    }
}
