import Answering
import RAGCore

/// A passage of a document, as clients get it; part of what else is said about it.
struct PassageReply: Encodable, Sendable {
    let title: String
    let heading: String
    let path: String
    @Nullable var url: String?
    /// The first and the last line, from 1.
    let lines: [Int]
    /// The first and the last page, from 1.
    @Nullable var pages: [Int]?
    let passage: String

    init(_ source: Source) {
        title = source.title
        heading = source.heading
        path = source.path
        url = source.url
        lines = Self.ends(source.lines)
        pages = source.pages.map(Self.ends)
        passage = source.passage
    }

    init(_ record: PassageRecord) {
        title = record.title
        heading = record.heading
        path = record.path
        url = record.url
        lines = Self.ends(record.lines)
        pages = record.pages.map(Self.ends)
        passage = record.text
    }

    init(_ hit: SearchHit) {
        title = hit.documentTitle
        heading = hit.heading
        path = hit.documentPath
        url = hit.documentMetadata["url"]?.first
        lines = Self.ends(hit.chunk.lines)
        pages = hit.chunk.pages.map(Self.ends)
        passage = hit.chunk.text
    }

    private static func ends(_ range: ClosedRange<Int>) -> [Int] { [range.lowerBound, range.upperBound] }
}
