import GRDB
import RAGCore

extension SQLiteStore: IndexTexts {
    /// Returns the version of the current generation; nil if there is none. Throws `RAGError`.
    package func currentVersion() async throws -> IndexVersion? {
        try await read { db in try self.generation(.current, db).map { try IndexVersion(of: $0, db) } }
    }

    /// Reads the texts of the current generation in one transaction. Throws `RAGError`.
    package func readTexts<Result: Sendable>(
        into result: Result,
        _ body: @escaping @Sendable (inout Result, String) -> Void
    ) async throws -> (version: IndexVersion, result: Result)? {
        try await read { db in
            guard let current = try self.generation(.current, db) else { return nil }
            var result = result
            let find = try db.cachedStatement(
                sql: """
                    SELECT title, '' FROM documents WHERE generationID = :generation UNION ALL
                    SELECT headingPath || ' ' || coalesce(question, ''), text
                    FROM chunks JOIN documents ON documents.id = documentID
                    WHERE generationID = :generation AND code IS NULL
                    """
            )
            let rows = try Row.fetchCursor(find, arguments: ["generation": current.id])
            while let row = try rows.next() {
                body(&result, try row.decode(String.self, atIndex: 0))
                body(&result, try row.decode(String.self, atIndex: 1))
            }
            return (try IndexVersion(of: current, db), result)
        }
    }
}
