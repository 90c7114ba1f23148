import Grounding
import RAGCore

/// The answers to the questions of one message, collected in order: one text with a heading for each question and
/// continuing citation numbers.
struct AnswerSequence: Sendable {
    /// The text so far, as the customer has seen it.
    private(set) var text = ""
    /// The citation number of the next source.
    private(set) var nextNumber = 1
    private var parts: [Answer] = []
    private let start = ContinuousClock.now

    /// The most characters of a heading.
    private static let headingLength = 60

    /// Begins the answer to the next question and returns the text to show.
    mutating func begin(_ question: MessageQuestion) -> String {
        let heading = (parts.isEmpty ? "" : "\n\n") + "\(parts.count + 1). \(Self.heading(question.text))\n"
        text += heading
        return heading
    }

    /// Adds the answer to the question that was begun.
    mutating func append(_ part: Answer) {
        text += part.text
        nextNumber = max(nextNumber, (part.sources.map(\.number).max() ?? 0) + 1)
        parts.append(part)
    }

    /// Returns the one answer to the message `question`.
    func joined(question: String) -> Answer {
        Answer(joining: parts, to: question, text: text, seconds: (ContinuousClock.now - start) / .seconds(1))
    }

    /// Returns the question on one line, without marks that could pass for citations, cut to a short length.
    private static func heading(_ question: String) -> String {
        let plain = CitationParser.withoutMarks(question).text.split(whereSeparator: \.isWhitespace)
            .joined(separator: " ")
        return plain.count <= headingLength ? plain : plain.prefix(headingLength - 1) + "…"
    }
}
