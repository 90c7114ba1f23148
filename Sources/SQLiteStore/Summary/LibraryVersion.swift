import GRDBSQLite

/// The version of the library that keeps the data.
package enum LibraryVersion {
    /// The version of SQLite, such as `3.45.1`.
    package static var sqlite: String { String(cString: sqlite3_libversion()) }
}
