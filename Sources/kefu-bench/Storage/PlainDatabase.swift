import Foundation
import GRDBSQLite
import Lexicon
import RAGCore

/// The baseline for the store: SQLite's C functions alone.
///
/// It uses prepared inserts into the same tables and indices and one transaction per batch, and it assigns row numbers.
final class PlainDatabase {
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    private var database: OpaquePointer?
    private var statements: [OpaquePointer] = []
    private var lastEmbedding: Int64 = 0
    private var lastDocument: Int64 = 0

    private static let inserts = [
        "INSERT INTO embeddings (id, modelID, textHash, vector) VALUES (?, 1, ?, ?)",
        """
        INSERT INTO documents (id, generationID, path, source, title, language, contentHash, recipe, byteCount, metadata)
        VALUES (?, 1, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        """
        INSERT INTO chunks (documentID, ordinal, embeddingID, text, headingPath, startByte, endByte, firstLine, lastLine,
            language) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
        "INSERT INTO keywords1 (rowid, title, heading, text) VALUES (?, ?, ?, ?)",
        "INSERT INTO labels (key, value, documentID) VALUES ('tags', ?, ?)",
    ]

    private static let heading = #"["退货 Returns","多久可以退货? How long do I have?"]"#

    /// Opens the database at `path`, which must already have the store's tables.
    init(_ path: String) throws {
        guard sqlite3_open(path, &database) == SQLITE_OK, KeywordSearch.register(on: database) == SQLITE_OK else {
            throw failure()
        }
        try execute(
            """
            PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA cache_size = -16000; PRAGMA foreign_keys = ON;
            PRAGMA mmap_size = 2147418112; PRAGMA temp_store = MEMORY; PRAGMA wal_autocheckpoint = 4096;
            """
        )
        for sql in Self.inserts {
            var statement: OpaquePointer?
            guard
                sqlite3_prepare_v3(database, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &statement, nil) == SQLITE_OK,
                let statement
            else { throw failure() }
            statements.append(statement)
        }
    }

    /// Inserts all rows of a batch in one transaction; `keys` are the hashes as bytes.
    func insert(
        _ documents: [IndexedDocument],
        _ embeddings: [TextHash: Embedding],
        _ keys: [TextHash: [UInt8]]
    ) throws {
        var numbers: [TextHash: Int64] = [:]
        try execute("BEGIN IMMEDIATE")
        for (hash, embedding) in embeddings {
            lastEmbedding += 1
            numbers[hash] = lastEmbedding
            sqlite3_bind_int64(statements[0], 1, lastEmbedding)
            keys[hash]?.withUnsafeBytes { _ = sqlite3_bind_blob(statements[0], 2, $0.baseAddress, 32, Self.copied) }
            try embedding.components.withUnsafeBytes {
                sqlite3_bind_blob(statements[0], 3, $0.baseAddress, Int32($0.count), nil)
                try step(statements[0])
            }
        }
        for document in documents { try insert(document, numbers) }
        try execute("COMMIT")
    }

    /// Closes the database, which merges its log into the file.
    func close() {
        statements.forEach { sqlite3_finalize($0) }
        sqlite3_close(database)
    }

    /// Returns the bytes of a hash in lower-case hexadecimal digits.
    static func bytes(_ hash: TextHash) -> [UInt8] {
        let digits = Array(hash.utf8).map { UInt8($0 < 0x3A ? $0 - 0x30 : $0 - 0x57) }
        return stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    private func insert(_ indexed: IndexedDocument, _ numbers: [TextHash: Int64]) throws {
        let document = indexed.document
        lastDocument += 1
        sqlite3_bind_int64(statements[1], 1, lastDocument)
        let texts = [
            document.path, document.source, document.title, document.language?.rawValue ?? "", document.contentHash,
            document.recipe,
        ]
        for (index, text) in texts.enumerated() { bind(statements[1], Int32(index + 2), text) }
        sqlite3_bind_int64(statements[1], 8, Int64(document.byteCount))
        bind(statements[1], 9, #"{"tags":["returns","退货"]}"#)
        try step(statements[1])
        for tag in ["returns", "退货"] {
            bind(statements[4], 1, tag)
            sqlite3_bind_int64(statements[4], 2, lastDocument)
            try step(statements[4])
        }
        for indexed in indexed.chunks {
            let (chunk, statement) = (indexed.chunk, statements[2])
            sqlite3_bind_int64(statement, 1, lastDocument)
            sqlite3_bind_int64(statement, 2, Int64(chunk.ordinal))
            sqlite3_bind_int64(statement, 3, numbers[indexed.textHash] ?? 0)
            bind(statement, 4, chunk.text)
            bind(statement, 5, Self.heading)
            sqlite3_bind_int64(statement, 6, Int64(chunk.range.lowerBound))
            sqlite3_bind_int64(statement, 7, Int64(chunk.range.upperBound))
            sqlite3_bind_int64(statement, 8, Int64(chunk.lines.lowerBound))
            sqlite3_bind_int64(statement, 9, Int64(chunk.lines.upperBound))
            bind(statement, 10, chunk.language?.rawValue ?? "")
            try step(statement)
            sqlite3_bind_int64(statements[3], 1, sqlite3_last_insert_rowid(database))
            bind(statements[3], 2, document.title)
            bind(statements[3], 3, Self.heading)
            bind(statements[3], 4, chunk.text)
            try step(statements[3])
        }
    }

    private func bind(_ statement: OpaquePointer, _ index: Int32, _ text: String) {
        sqlite3_bind_text(statement, index, text, Int32(text.utf8.count), Self.copied)
    }

    private func step(_ statement: OpaquePointer) throws {
        guard sqlite3_step(statement) == SQLITE_DONE else { throw failure() }
        sqlite3_reset(statement)
    }

    private func execute(_ sql: String) throws {
        guard sqlite3_exec(database, sql, nil, nil, nil) == SQLITE_OK else { throw failure() }
    }

    private func failure() -> Failure {
        Failure(description: String(cString: sqlite3_errmsg(database)))
    }

    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
