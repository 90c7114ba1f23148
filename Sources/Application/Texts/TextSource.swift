import Foundation

/// Where the texts of an analysis come from.
package enum TextSource: Sendable, Hashable {
    /// A file of texts: CSV, TSV, XLSX, JSON Lines, or text with one text a line; `-` is stdin. The column of the texts
    /// and that of the labels are found by their usual names unless they are given by name or number. A document or a
    /// file of source code gives its passages: its sections, its functions.
    case file(String, column: String? = nil, sheet: String? = nil, label: String? = nil)
    /// The questions of the stored conversations since a time.
    case conversations(since: Date)
    /// The stored questions since a time that got no good answer.
    case unanswered(since: Date)
    /// The passages of the index.
    case documents
}
