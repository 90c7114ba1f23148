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

    init(number: Int, _ hit: SearchHit, isCited: Bool) {
        self.number = number
        self.path = hit.documentPath
        self.title = hit.documentTitle
        self.heading = hit.heading
        self.lines = hit.chunk.lines
        self.pages = hit.chunk.pages
        self.url = hit.documentMetadata["url"]?.first
        self.passage = hit.chunk.text
        self.score = hit.score
        self.isCited = isCited
    }
}
