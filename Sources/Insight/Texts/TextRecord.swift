import Foundation
import RAGCore

/// A text to analyse, with what is known about it: a customer's question, a passage of a document, a row of a file.
package struct TextRecord: Sendable, Hashable {
    /// The text that is compared, understandable without its conversation.
    package var text: String
    /// The text as the customer wrote it, where it was rewritten to be understandable alone; else nil.
    package var asked: String?
    /// The language of the text; nil if it has no letters.
    package var language: Language?
    /// The place where people find it: `tickets.csv:12`, `session 3f2a, turn 2`, `faq/returns.md:10-24`.
    package var place: String
    /// The time of the question; nil where it is not known.
    package var date: Date?
    /// The label of the text, such as its class; nil where it has none.
    package var label: String?
    /// The decision about the question in the words of the code, such as `declined`; nil where none was made.
    package var decision: String?
    /// Whether the question was left open or its answer was marked bad: a gap in the documents.
    package var isUnanswered = false

    /// Creates a record; its language is detected.
    package init(
        _ text: String,
        asked: String? = nil,
        place: String,
        date: Date? = nil,
        label: String? = nil,
        decision: String? = nil,
        isUnanswered: Bool = false
    ) {
        self.text = text
        self.asked = asked
        language = Language(of: text)
        self.place = place
        self.date = date
        self.label = label
        self.decision = decision
        self.isUnanswered = isUnanswered
    }
}
