import GRDB
import RAGCore

/// The rows of `passages`. Each passage has one.
enum PassageRows {
    /// Returns the ID of the row that holds `passage`. Inserts a row if there is none.
    static func id(of passage: PassageRecord, _ db: Database) throws -> Int64 {
        let arguments: StatementArguments = [
            passage.path.stored, passage.title.stored, passage.heading.stored, passage.lines.lowerBound,
            passage.lines.upperBound,
            passage.pages?.lowerBound, passage.pages?.upperBound, passage.url?.stored, passage.text.stored,
        ]
        let known = try Int64.fetchOne(
            db.cachedStatement(
                sql: """
                    SELECT id FROM passages WHERE path = ? AND title = ? AND heading = ? AND firstLine = ? AND lastLine = ?
                        AND firstPage IS ? AND lastPage IS ? AND url IS ? AND text = ?
                    """
            ),
            arguments: arguments
        )
        if let known { return known }
        try db.cachedStatement(
            sql: """
                INSERT INTO passages (path, title, heading, firstLine, lastLine, firstPage, lastPage, url, text)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """
        ).execute(arguments: arguments)
        return db.lastInsertedRowID
    }
}

extension PassageRecord {
    /// Reads the passage in a row of `passages`. Throws if the row is damaged.
    init(_ row: Row) throws {
        let lines: (first: Int, last: Int) = try (row.decode(forColumn: "firstLine"), row.decode(forColumn: "lastLine"))
        let pages: (first: Int?, last: Int?) = try (
            row.decode(forColumn: "firstPage"), row.decode(forColumn: "lastPage")
        )
        let firstPage = pages.first ?? 0
        let lastPage = pages.last ?? firstPage
        guard lines.first <= lines.last, firstPage <= lastPage else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
        self.init(
            path: try row.decode(forColumn: "path"),
            title: try row.decode(forColumn: "title"),
            heading: try row.decode(forColumn: "heading"),
            lines: lines.first...lines.last,
            pages: pages.first == nil ? nil : firstPage...lastPage,
            url: try row.decode(forColumn: "url"),
            text: try row.decode(forColumn: "text")
        )
    }
}
