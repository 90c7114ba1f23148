import GRDB
import RAGCore

extension Chunk {
    /// The chunk in a row of `chunks`. Throws where the row is damaged.
    init(_ row: Row) throws {
        let bytes: (start: Int, end: Int) = try (row.decode(forColumn: "startByte"), row.decode(forColumn: "endByte"))
        let lines: (first: Int, last: Int) = try (row.decode(forColumn: "firstLine"), row.decode(forColumn: "lastLine"))
        let pages: (first: Int?, last: Int?) = try (
            row.decode(forColumn: "firstPage"), row.decode(forColumn: "lastPage")
        )
        let firstPage = pages.first ?? pages.last ?? 0
        let lastPage = pages.last ?? firstPage
        guard bytes.start <= bytes.end, lines.first <= lines.last, firstPage <= lastPage else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT)
        }
        self.init(
            ordinal: try row.decode(forColumn: "ordinal"),
            text: try row.decode(forColumn: "text"),
            headingPath: try JSONColumn.decode(row.decode(forColumn: "headingPath")),
            range: bytes.start..<bytes.end,
            lines: lines.first...lines.last,
            pages: pages.first == nil ? nil : firstPage...lastPage,
            language: Language(stored: try row.decode(forColumn: "language")),
            question: try row.decode(forColumn: "question")
        )
    }
}
