import RAGCore

/// What a customer gets: the words, where they come from, and how it was decided.
package struct Answer: Sendable, Hashable, Codable {
    /// The question as it was asked.
    package let question: String
    /// What was searched for, where the question leaned on the conversation; nil where it stood alone.
    package let standaloneQuestion: String?
    package let decision: Decision
    /// The words shown. In what a model wrote, each mark such as `[1]` stands for the source of that number; a quoted passage
    /// may hold brackets of its own.
    package let text: String
    /// The passages that the text cites, or leans on where it cites none, by number.
    package let sources: [Source]
    /// The completion model that wrote the text; nil where none was called.
    package let model: String?
    package let usage: TokenUsage?

    /// What was done with the question.
    package enum Decision: String, Sendable, Hashable, Codable {
        /// A completion model answered from the passages.
        case answered
        /// The best passages were quoted as they stand, without a completion model.
        case quoted
        /// Nothing near was found; the customer was sent to a person.
        case declined
    }
}

/// A passage that an answer rests on.
package struct Source: Sendable, Hashable, Codable {
    /// The number that stands for it in the text.
    package let number: Int
    package let path: String
    package let title: String
    /// Title, headings and the stored question, as one line.
    package let heading: String
    /// First and last line of the passage in its document.
    package let lines: ClosedRange<Int>
    /// First and last page; nil where the document has no pages.
    package let pages: ClosedRange<Int>?
    /// Where the document stands on the web; nil where it is a file.
    package let url: String?
    package let passage: String
    /// Cosine between question and passage.
    package let score: Float
    /// Whether the text bears its mark.
    package let isCited: Bool

    init(_ passage: NumberedPassage, isCited: Bool) {
        self.number = passage.number
        self.path = passage.hit.documentPath
        self.title = passage.hit.documentTitle
        self.heading = passage.heading
        self.lines = passage.hit.chunk.lines
        self.pages = passage.hit.chunk.pages
        self.url = passage.hit.documentMetadata["url"]?.first
        self.passage = passage.hit.chunk.text
        self.score = passage.hit.score
        self.isCited = isCited
    }
}
