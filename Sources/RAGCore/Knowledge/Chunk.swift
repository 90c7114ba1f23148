/// A passage of a document: the unit that is embedded, found and cited.
package struct Chunk: Sendable, Hashable, Codable {
    /// The position among the chunks of its document, from 0.
    package let ordinal: Int
    /// The text that is shown to readers.
    package let text: String
    /// The headings above the passage, outermost first, without the document's title.
    package let headingPath: [String]
    /// The range of the passage in the source text, in UTF-8 bytes.
    package let range: Range<Int>
    /// The first and last line of the passage in the source, from 1.
    package let lines: ClosedRange<Int>
    /// The first and last page of the passage, from 1; nil if the format has no pages.
    package let pages: ClosedRange<Int>?
    /// The language of the text; nil if it has none, as with digits and codes.
    package let language: Language?
    /// The question that this passage is the stored answer to; nil for prose.
    package let question: String?
    /// The days on which it is valid; nil if it always is.
    package let validity: Validity?

    /// Creates a chunk. Checks nothing.
    package init(
        ordinal: Int,
        text: String,
        headingPath: [String],
        range: Range<Int>,
        lines: ClosedRange<Int>,
        pages: ClosedRange<Int>? = nil,
        language: Language?,
        question: String? = nil,
        validity: Validity? = nil
    ) {
        self.ordinal = ordinal
        self.text = text
        self.headingPath = headingPath
        self.range = range
        self.lines = lines
        self.pages = pages
        self.language = language
        self.question = question
        self.validity = validity
    }

    /// Returns title, headings and stored question as one line, separated by ` › `.
    ///
    /// Empty parts are left out, and so is a part that equals the one before it.
    package func heading(title: String) -> String {
        let parts = [title] + headingPath + [question ?? ""]
        return parts.reduce(into: [String]()) { path, part in
            if !part.isEmpty, part != path.last { path.append(part) }
        }.joined(separator: " › ")
    }

    /// Returns the text that is embedded: the heading line, the words of the function's name if it is one, then the
    /// passage.
    ///
    /// With its heading, a passage is also found by the words that it stands under. A model that reads `maxPageCount`
    /// as one unknown word reads `max page count` as what it means.
    package func embeddedText(title: String) -> String {
        let words = headingPath.last.flatMap(CodeName.words(ofFunction:)).map { $0 + "\n" } ?? ""
        return heading(title: title) + "\n" + words + text
    }
}
