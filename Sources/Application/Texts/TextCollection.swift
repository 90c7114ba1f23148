import Insight
import RAGCore

/// The texts of an analysis, with what was left out.
package struct TextCollection: Sendable {
    /// The texts, in the order of their source.
    package var records: [TextRecord]
    /// The name of the source, for people: the file, or `stored conversations`.
    package let name: String
    /// Notes on what was left out or assumed, one sentence each.
    package var notes: [String] = []
    /// The file's table with all its columns; nil for other sources.
    package var table: PlainTable?
    /// The column of the texts in `table`, from 0; nil for other sources.
    package var column: Int?
    /// The row of each record in `table`; empty for other sources.
    package var rows: [Int] = []
    /// The side of a search that the texts are on: passages of documents, otherwise questions.
    package var role: EmbeddingRole = .query
}
