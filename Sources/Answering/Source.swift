import RAGCore

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
