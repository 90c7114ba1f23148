import Answering
import RAGCore

/// A source of an answer, as clients get it.
struct SourceReply: Encodable, Sendable {
    let number: Int
    let title: String
    let heading: String
    let path: String
    @Nullable var url: String?
    /// The first and the last line, from 1.
    let lines: [Int]
    /// The first and the last page, from 1.
    @Nullable var pages: [Int]?
    let passage: String
    let score: Float
    let cited: Bool

    init(_ source: Source) {
        number = source.number
        title = source.title
        heading = source.heading
        path = source.path
        url = source.url
        lines = [source.lines.lowerBound, source.lines.upperBound]
        pages = source.pages.map { [$0.lowerBound, $0.upperBound] }
        passage = source.passage
        score = source.score
        cited = source.isCited
    }

    init(_ record: SourceRecord) {
        number = record.number
        title = record.passage.title
        heading = record.passage.heading
        path = record.passage.path
        url = record.passage.url
        lines = [record.passage.lines.lowerBound, record.passage.lines.upperBound]
        pages = record.passage.pages.map { [$0.lowerBound, $0.upperBound] }
        passage = record.passage.text
        score = record.score
        cited = record.isCited
    }
}
