import Foundation
import GRDB
import GRDBSQLite
import RAGCore

/// A prepared statement that changes rows and binds values directly. Parameters count from 1.
///
/// GRDB would put each value into a box and copy each BLOB twice.
struct RowWriter {
    private let handle: SQLiteStatement

    /// Prepares `sql`, once for each connection.
    init(_ sql: String, _ db: Database) throws {
        handle = try db.cachedStatement(sql: sql).sqliteStatement
    }

    func bind(_ index: Int32, _ value: Int64?) {
        if let value { sqlite3_bind_int64(handle, index, value) } else { sqlite3_bind_null(handle, index) }
    }

    func bind(_ index: Int32, _ value: Int?) {
        bind(index, value.map(Int64.init))
    }

    /// Binds a text. U+FFFD replaces U+0000, at which SQLite would end the text (CommonMark 0.31, section 2.3, does the
    /// same).
    func bind(_ index: Int32, _ text: String?) {
        guard var text else {
            sqlite3_bind_null(handle, index)
            return
        }
        // `memchr` is much faster than `contains`, which goes through the string byte by byte.
        if text.withUTF8({ bytes in bytes.baseAddress.flatMap { memchr($0, 0, bytes.count) } }) != nil {
            text = String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 }))
        }
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                _ = sqlite3_bind_text(handle, index, characters.baseAddress, Int32(characters.count), Self.copied)
            }
        }
    }

    func bind(_ index: Int32, _ key: TextKey) {
        key.bytes.withUnsafeBytes { bytes in
            _ = sqlite3_bind_blob(handle, index, bytes.baseAddress, Int32(bytes.count), Self.copied)
        }
    }

    /// Binds the components of `vector` at `index` without copying them, and runs the statement.
    ///
    /// Returns the number of rows that were changed.
    @discardableResult func run(_ index: Int32, _ vector: Embedding) throws -> Int {
        try vector.components.withUnsafeBytes { bytes in
            sqlite3_bind_blob(handle, index, bytes.baseAddress, Int32(bytes.count), nil)
            defer { sqlite3_bind_null(handle, index) }
            return try run()
        }
    }

    /// Runs the statement with the bound values. Returns the number of rows that were changed.
    @discardableResult func run() throws -> Int {
        defer { sqlite3_reset(handle) }
        let code = sqlite3_step(handle)
        guard code == SQLITE_DONE else {
            let connection = sqlite3_db_handle(handle)
            throw DatabaseError(
                resultCode: ResultCode(rawValue: sqlite3_extended_errcode(connection)),
                message: String(cString: sqlite3_errmsg(connection))
            )
        }
        return Int(sqlite3_changes(sqlite3_db_handle(handle)))
    }

    /// Tells SQLite to copy the value (`SQLITE_TRANSIENT`, a cast that Swift does not import).
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)
}
