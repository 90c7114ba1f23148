/// A passage of a document: what is embedded, found and cited.
package struct Chunk: Sendable, Hashable, Codable {
    /// Position among the chunks of its document, from 0.
    package let ordinal: Int
    /// The passage as it is shown.
    package let text: String
    /// Headings above the passage, outermost first, without the document's title.
    package let headingPath: [String]
    /// Range of the passage in the source text, in UTF-8 bytes.
    package let range: Range<Int>
    /// First and last line of the passage in the source, from 1.
    package let lines: ClosedRange<Int>
    /// First and last page of the passage, from 1; nil where the format has no pages.
    package let pages: ClosedRange<Int>?
    package let language: Language?
    /// The question that this passage is the stored answer to; nil for prose.
    package let question: String?

    package init(
        ordinal: Int,
        text: String,
        headingPath: [String],
        range: Range<Int>,
        lines: ClosedRange<Int>,
        pages: ClosedRange<Int>? = nil,
        language: Language?,
        question: String? = nil
    ) {
        self.ordinal = ordinal
        self.text = text
        self.headingPath = headingPath
        self.range = range
        self.lines = lines
        self.pages = pages
        self.language = language
        self.question = question
    }

    /// What the passage stands under, as one line: title, headings, and the question it answers.
    package func heading(title: String) -> String {
        let parts = [title] + headingPath + [question ?? ""]
        return parts.reduce(into: [String]()) { path, part in
            if !part.isEmpty, part != path.last { path.append(part) }
        }.joined(separator: " › ")
    }

    /// What is embedded: heading and passage, so that a passage is found by what it stands under.
    package func embeddedText(title: String) -> String { heading(title: title) + "\n" + text }
}
