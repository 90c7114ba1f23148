import RAGCore

/// A passage that an answer is based on.
package struct Source: Sendable, Hashable, Codable {
    /// The citation number in the text, from 1.
    package let number: Int
    /// The path of the document below the knowledge base.
    package let path: String
    /// The title of the document.
    package let title: String
    /// The title, the headings and the stored question of the passage in one line.
    package let heading: String
    /// The first and the last line of the passage in its document, from 1.
    package let lines: ClosedRange<Int>
    /// The first and the last page, from 1; nil if the document has no pages.
    package let pages: ClosedRange<Int>?
    /// The web address of the document; nil if it is a file.
    package let url: String?
    /// The text of the passage.
    package let passage: String
    /// The cosine between question and passage.
    package let score: Float
    /// Whether the text contains the citation mark of the passage.
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
