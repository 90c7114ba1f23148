/// The result of checking a whole answer.
package struct AnswerSupport: Sendable, Hashable, Codable {
    /// The results of the sentences, in order.
    package let sentences: [SentenceSupport]

    /// Creates a result from those of the sentences.
    package init(sentences: [SentenceSupport]) { self.sentences = sentences }

    /// Whether a customer may read every sentence.
    package var isSupported: Bool { sentences.allSatisfy(\.isSupported) }

    /// The sentences that a customer may not read.
    package var unsupported: [SentenceSupport] { sentences.filter { !$0.isSupported } }
}
