import GRDB
import RAGCore

extension Chunk {
    /// Returns the columns that `init(_:)` reads, of the table or alias `table`.
    ///
    /// They must come first in a query: GRDB finds a column by index ten times as fast as by name.
    static func columns(of table: String = "chunks") -> String {
        [
            "ordinal", "text", "headingPath", "startByte", "endByte", "firstLine", "lastLine", "firstPage", "lastPage",
            "language", "question", "validFrom", "validUntil",
        ].map { "\(table).\($0)" }.joined(separator: ", ")
    }

    /// The number of those columns.
    static let columnCount = 13

    /// Reads the chunk in a row that begins with `columns(of:)`. Throws if the row is damaged.
    init(_ row: Row) throws {
        let bytes: (start: Int, end: Int) = try (row.decode(atIndex: 3), row.decode(atIndex: 4))
        let lines: (first: Int, last: Int) = try (row.decode(atIndex: 5), row.decode(atIndex: 6))
        let pages: (first: Int?, last: Int?) = try (row.decode(atIndex: 7), row.decode(atIndex: 8))
        let firstPage = pages.first ?? pages.last ?? 0
        let lastPage = pages.last ?? firstPage
        guard bytes.start <= bytes.end, lines.first <= lines.last, firstPage <= lastPage else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT)
        }
        self.init(
            ordinal: try row.decode(atIndex: 0),
            text: try row.decode(atIndex: 1),
            headingPath: try JSONColumn.list(row.decode(atIndex: 2)),
            range: bytes.start..<bytes.end,
            lines: lines.first...lines.last,
            pages: pages.first == nil ? nil : firstPage...lastPage,
            language: Language(stored: try row.decode(atIndex: 9)),
            question: try row.decode(atIndex: 10),
            validity: Validity(from: try row.decode(atIndex: 11), until: try row.decode(atIndex: 12))
        )
    }
}
