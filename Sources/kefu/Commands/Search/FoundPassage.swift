import Answering
import RAGCore

/// A hit as `kefu search` shows it.
struct FoundPassage: Encodable {
    let score: Float
    let path: String
    let title: String
    let heading: String
    let url: String?
    let firstLine: Int
    let lastLine: Int
    let firstPage: Int?
    let lastPage: Int?
    let passage: String

    /// Where a person finds it.
    var place: String { Place(path: path, url: url, line: firstLine, page: firstPage).description }

    init(_ hit: SearchHit) {
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
