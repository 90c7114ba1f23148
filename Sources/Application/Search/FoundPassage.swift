import Answering
import RAGCore

/// A hit of a search with its place in the document, as JSON shows it.
package struct FoundPassage: Encodable {
    /// Cosine of question and passage.
    package let score: Float
    /// Path of the document, beginning with its source unless that is the main folder.
    package let path: String
    /// Title of the document.
    package let title: String
    /// Title, headings and the stored question, on one line.
    package let heading: String
    /// Web address of the document; nil for a file.
    package let url: String?
    /// First line of the passage in its document, from 1.
    package let firstLine: Int
    /// Last line of the passage.
    package let lastLine: Int
    /// First page of the passage, from 1; nil if the document has no pages.
    package let firstPage: Int?
    /// Last page of the passage.
    package let lastPage: Int?
    /// The text.
    package let passage: String

    /// The place for people: path and line, or page, or the web address.
    package var place: String { Place(path: path, url: url, line: firstLine, page: firstPage).description }

    /// Creates the passage of `hit`.
    package init(_ hit: SearchHit) {
        score = hit.score
        path = hit.documentPath
        title = hit.documentTitle
        heading = hit.chunk.heading(title: hit.documentTitle)
        url = hit.documentMetadata["url"]?.first
        firstLine = hit.chunk.lines.lowerBound
        lastLine = hit.chunk.lines.upperBound
        firstPage = hit.chunk.pages?.lowerBound
        lastPage = hit.chunk.pages?.upperBound
        passage = hit.chunk.text
    }
}
