import GRDB
import RAGCore

extension Chunk {
    /// The chunk in a row of `chunks`. Throws where the row is damaged.
    init(_ row: Row) throws {
        let bytes: (start: Int, end: Int) = try (row.decode(forColumn: "startByte"), row.decode(forColumn: "endByte"))
        let lines: (first: Int, last: Int) = try (row.decode(forColumn: "firstLine"), row.decode(forColumn: "lastLine"))
        guard bytes.start <= bytes.end, lines.first <= lines.last else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT)
        }
        self.init(
            ordinal: try row.decode(forColumn: "ordinal"),
            text: try row.decode(forColumn: "text"),
            headingPath: try JSONColumn.decode(row.decode(forColumn: "headingPath")),
            range: bytes.start..<bytes.end,
            lines: lines.first...lines.last,
            language: Language(stored: try row.decode(forColumn: "language")),
            question: try row.decode(forColumn: "question")
        )
    }
}
