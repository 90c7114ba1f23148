import RAGCore

/// What a customer gets: the words, where they come from, and how it was decided.
package struct Answer: Sendable, Hashable, Encodable {
    /// The question as it was asked.
    package let question: String
    /// What was searched for, where the question leaned on the conversation; nil where it stood alone.
    package let standaloneQuestion: String?
    /// The language that the customer is answered in.
    package let language: Language
    package let decision: Decision
    /// Why it was decided so; nil where the decision says it all.
    package let reason: Reason?
    /// The words shown. In what a model wrote, each mark such as `[1]` stands for the source of that number; a quoted passage
    /// may hold brackets of its own.
    package let text: String
    /// The passages that the text cites, or leans on where it cites none, by number.
    package let sources: [Source]
    /// Chance, 0 to 1, that the documents answer the question; nil where no search was made.
    package let confidence: Double?
    /// Sentences that the model wrote and no passage bears out, without their marks: shown as such, or withdrawn.
    package let unsupported: [String]
    /// The completion model that wrote the text; nil where none was called.
    package let model: String?
    package let usage: TokenUsage?
    /// How it came about, for `/why` and the record; no part of its JSON.
    package let trace: AnswerTrace

    /// What was done with the question.
    package enum Decision: String, Sendable, Hashable, Codable, CaseIterable {
        /// A completion model answered from the passages.
        case answered
        /// A stored question means the same: its answer was given as it stands.
        case direct
        /// The best passages were quoted as they stand, without a completion model.
        case quoted
        /// The question has several readings; the customer was asked which is meant.
        case askedBack = "asked-back"
        /// The documents do not answer it; the customer was told so, and how to reach a person.
        case declined
        /// The customer was sent to a person, whatever the documents say.
        case handedOver = "handed-over"
        /// A greeting or thanks, answered without a search.
        case smallTalk = "small-talk"
        /// A word list has a fixed reply to it.
        case blocked
    }

    package enum Reason: String, Sendable, Hashable, Codable, CaseIterable {
        /// Declined: the question is about something else altogether.
        case outsideDocuments = "outside-documents"
        /// Declined: near the documents' subjects, but no passage holds an answer.
        case notInDocuments = "not-in-documents"
        /// Declined: passages mention what is asked about, without saying what is asked.
        case touchedUpon = "touched-upon"
        /// Declined: what the model wrote says what no passage says.
        case unsupported
        /// Handed over: the customer asked for a person.
        case requested
        /// Handed over: one question after another was declined.
        case repeatedFailure = "repeated-failure"
        /// Handed over: a complaint, a legal threat or another listed topic.
        case listedTopic = "listed-topic"
        case greeting, thanks, farewell
        /// Blocked: the question, or the answer, holds a listed word.
        case listedQuestion = "listed-question"
        case listedAnswer = "listed-answer"
        /// Quoted: the completion model failed.
        case modelFailed = "model-failed"
    }

    enum CodingKeys: CodingKey {
        case question, standaloneQuestion, language, decision, reason, text, sources, confidence, unsupported, model,
            usage
    }
}

extension Answer {
    /// Chance, 0 to 1, that what was done is right: that the documents do answer the question, less where a sentence has no support,
    /// or where it was declined for what was found, that they do not. nil where no search was made, and where what the model wrote
    /// was withdrawn.
    package var certainty: Double? {
        guard let confidence else { return nil }
        guard decision == .declined else { return confidence * (unsupported.isEmpty ? 1 : Self.unsupportedShare) }
        return reason == .unsupported ? nil : 1 - confidence
    }

    /// Of 19 answers of the 1.5B model with a sentence marked as unsupported 6 were right, at a mean confidence of 0.58.
    private static let unsupportedShare = 0.55
}
