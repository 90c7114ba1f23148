import CTokenizer
import Foundation

/// The tokenizer and the ranking function that an SQLite connection needs for a keyword table (FTS5).
package enum KeywordSearch {
    /// Adds the tokenizer `kefu` and the function `kefu_search` to `connection`, an `sqlite3 *`. Returns an SQLite
    /// result code.
    ///
    /// `CTokenizer.h` describes the arguments of the function.
    package static func register(on connection: OpaquePointer?) -> Int32 { ct_register(connection) }

    /// A row that the function found.
    package struct Hit: Sendable, Hashable {
        /// The `rowid` in the keyword table.
        package let row: Int64
        /// BM25; higher is better.
        package let score: Double
        /// The share of the query's weight that the row holds, 0 to 1.
        package let coverage: Double
    }

    /// Returns the hits in `blob`, a value of `kefu_search`, best first.
    package static func hits(in blob: Data) -> [Hit] {
        blob.withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count, by: MemoryLayout<ct_hit>.stride).map { offset in
                let hit = bytes.loadUnaligned(fromByteOffset: offset, as: ct_hit.self)
                return Hit(row: hit.row, score: hit.score, coverage: hit.coverage)
            }
        }
    }
}
