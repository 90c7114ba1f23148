import RAGCore

/// An answer as a customer receives it: its text, its sources and the decision behind it.
package struct Answer: Sendable, Hashable, Encodable {
    /// The question as the customer asked it.
    package let question: String
    /// The question as it was searched for if it depended on the conversation; nil if it was complete in itself.
    package let standaloneQuestion: String?
    /// The language of the answer.
    package let language: Language
    /// The kind of answer.
    package let decision: Decision
    /// The reason for the decision; nil if the decision needs none.
    package let reason: Reason?
    /// The team that takes over, where the question was handed over and the team can be told.
    package let team: String?
    /// The text that the customer sees. In text that a model wrote, a mark such as `[1]` refers to the source with
    /// that number. A quoted passage may contain brackets of its own.
    package let text: String
    /// The passages that the text cites, by number. If it cites none, those whose words it shares.
    package let sources: [Source]
    /// The probability, 0 to 1, that the documents answer the question; nil if no search was made.
    package let confidence: Double?
    /// The sentences that the model wrote and no passage supports, without their citation marks. They are marked in
    /// the text or withdrawn from it.
    package let unsupported: [String]
    /// The completion model that wrote the text; nil if none was called.
    package let model: String?
    /// The tokens that the completion model read and wrote; nil if none was called or the provider did not report
    /// them.
    package let usage: TokenUsage?
    /// The answers to each question of the message, in order, if it asked several; empty otherwise. `text` contains
    /// theirs, and `sources` are all of theirs, with the same numbers.
    package var parts: [Answer] = []
    /// The meanings that the customer can choose from if the answer asks back; otherwise empty.
    package internal(set) var options: [String] = []
    /// The steps that led to the answer, for `/why` and the record. Not part of its JSON.
    package let trace: AnswerTrace

    /// The kind of answer that a question received.
    package enum Decision: String, Sendable, Hashable, Codable, CaseIterable {
        /// A completion model answered from the passages.
        case answered
        /// A stored question means the same, and its answer was given as written.
        case direct
        /// The best passages were quoted without a completion model.
        case quoted
        /// The question has several meanings, and the customer was asked to choose one.
        case askedBack = "asked-back"
        /// The documents do not answer the question. The customer was told so and how to reach a person.
        case declined
        /// The customer was referred to a person, whatever the documents say.
        case handedOver = "handed-over"
        /// A greeting or thanks, answered without a search.
        case smallTalk = "small-talk"
        /// A word list contains a fixed reply to the question or to the answer.
        case blocked
    }

    /// The reason for a decision.
    package enum Reason: String, Sendable, Hashable, Codable, CaseIterable {
        /// Declined: the question is about another subject than the documents.
        case outsideDocuments = "outside-documents"
        /// Declined: the documents cover the subject, but no passage answers the question.
        case notInDocuments = "not-in-documents"
        /// Declined: passages mention the words of the question without answering it.
        case touchedUpon = "touched-upon"
        /// Declined: the model wrote something that no passage supports.
        case unsupported
        /// Declined: the service's content filter ended the model's text.
        case contentFilter = "content-filter"
        /// Handed over: the customer asked for a person.
        case requested
        /// Handed over: several questions in a row were declined.
        case repeatedFailure = "repeated-failure"
        /// Handed over: a complaint, a legal threat or another listed topic.
        case listedTopic = "listed-topic"
        /// Small talk: the kind of message. `identity` asks what the agent is or can do, `errand` wants an order looked
        /// up, and `unclear` has no word that says what it is about.
        case greeting, thanks, farewell, identity, errand, unclear
        /// Blocked: the question contains a listed word.
        case listedQuestion = "listed-question"
        /// Blocked: the answer contains a listed word.
        case listedAnswer = "listed-answer"
        /// Quoted: the completion model failed.
        case modelFailed = "model-failed"
        /// Quoted: the token limit ended the model's text, which the passages complete.
        case cutOff = "cut-off"
        /// Quoted: the model's text had a fault for which it was withdrawn, such as another language.
        case withdrawn
    }

    enum CodingKeys: CodingKey {
        case question, standaloneQuestion, language, decision, reason, team, text, sources, confidence, unsupported,
            model,
            usage, parts, options
    }
}

extension Answer {
    /// The probability, 0 to 1, that this answer is right, which is not the `confidence` that the documents answer
    /// the question.
    ///
    /// For an answer it is the confidence, reduced if a sentence has no support. For a question that was declined
    /// after the search it is the probability that the documents do not answer it. nil if no search was made or the
    /// text of the model was withdrawn.
    package var certainty: Double? {
        guard let confidence else { return nil }
        guard decision == .declined else { return confidence * (unsupported.isEmpty ? 1 : Self.unsupportedShare) }
        return reason == .unsupported ? nil : 1 - confidence
    }

    /// The factor for an answer with an unsupported sentence. Measured: of 19 such answers of the 1.5B model 6 were
    /// right, at a mean confidence of 0.58.
    private static let unsupportedShare = 0.55
}
