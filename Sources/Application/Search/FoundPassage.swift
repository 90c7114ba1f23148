import Answering
import RAGCore

/// A hit as `kefu search` shows it.
package struct FoundPassage: Encodable {
    package let score: Float
    package let path: String
    package let title: String
    package let heading: String
    package let url: String?
    package let firstLine: Int
    package let lastLine: Int
    package let firstPage: Int?
    package let lastPage: Int?
    package let passage: String

    /// Where a person finds it.
    package var place: String { Place(path: path, url: url, line: firstLine, page: firstPage).description }

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
