import RAGCore

/// A passage of a document, as an audit reads it.
package struct AuditPassage: Sendable, Hashable {
    /// The path of the document.
    package let path: String
    /// The title of the document.
    package let title: String
    /// The headings above the passage, outermost first, and the question that it answers, if it is a stored answer.
    package let headings: [String]
    /// The passage.
    package let text: String
    /// The language of the passage; nil if it has none.
    package let language: Language?
    /// The lines of the passage in its document, from 1.
    package let lines: ClosedRange<Int>

    /// Creates a passage.
    package init(
        path: String,
        title: String,
        headings: [String],
        text: String,
        language: Language?,
        lines: ClosedRange<Int>
    ) {
        self.path = path
        self.title = title
        self.headings = headings
        self.text = text
        self.language = language
        self.lines = lines
    }

    /// Takes a chunk of the index.
    package init(_ passage: DocumentChunk) {
        self.init(
            path: passage.path,
            title: passage.title,
            headings: passage.chunk.headingPath + [passage.chunk.question].compactMap(\.self),
            text: passage.chunk.text,
            language: passage.chunk.language,
            lines: passage.chunk.lines
        )
    }
}
