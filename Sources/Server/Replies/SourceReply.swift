import Answering
import RAGCore

/// A source of an answer, as clients get it: the fields of its passage and some more.
struct SourceReply: Encodable, Sendable {
    let number: Int
    let passage: PassageReply
    let score: Float
    let isCited: Bool

    private enum CodingKeys: String, CodingKey { case number, score, isCited = "cited" }

    init(_ source: Source) {
        number = source.number
        passage = PassageReply(source)
        score = source.score
        isCited = source.isCited
    }

    init(_ record: SourceRecord) {
        number = record.number
        passage = PassageReply(record.passage)
        score = record.score
        isCited = record.isCited
    }

    func encode(to encoder: any Encoder) throws {
        try passage.encode(to: encoder)
        var object = encoder.container(keyedBy: CodingKeys.self)
        try object.encode(number, forKey: .number)
        try object.encode(score, forKey: .score)
        try object.encode(isCited, forKey: .isCited)
    }
}
