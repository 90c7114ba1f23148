import GRDB
import RAGCore

extension Document {
    /// The document in a row of `documents`.
    init(_ row: Row) throws {
        self.init(
            path: row["path"],
            title: row["title"],
            language: Language(stored: row["language"]),
            contentHash: row["contentHash"],
            recipe: row["recipe"],
            byteCount: row["byteCount"],
            metadata: try JSONColumn.decode(row["metadata"])
        )
    }
}

extension Chunk {
    /// The chunk in a row of `chunks`, whose checks see to it that the bounds are in order.
    init(_ row: Row) throws {
        self.init(
            ordinal: row["ordinal"],
            text: row["text"],
            headingPath: try JSONColumn.decode(row["headingPath"]),
            range: row["startByte"]..<row["endByte"],
            lines: row["firstLine"]...row["lastLine"],
            language: Language(stored: row["language"]),
            question: row["question"]
        )
    }
}

extension Language {
    /// The language of a column; nil where it holds none, or one of a later version.
    init?(stored code: String?) {
        guard let code else { return nil }
        self.init(rawValue: code)
    }
}
