import Insight

/// A problem in the documents, with the places where a person finds it.
package struct AuditFinding: Sendable, Encodable {
    /// The kinds of problems, worst first.
    package enum Kind: String, Sendable, Encodable, CaseIterable {
        case contradictions, links, dates, uncovered, duplicates, unreachable
    }

    /// A place in a document.
    package struct Place: Sendable, Encodable {
        /// The path of the document.
        package let path: String
        /// The line, from 1; nil for a page of the web or of a PDF.
        package let line: Int?
        /// The page, from 1; nil if the document has no pages.
        package let page: Int?
        /// The web address of the document; nil for a file.
        package let url: String?
        /// The sentence or heading.
        package let text: String
        /// The words of `text` that matter; nil if all do.
        package let words: String?

        /// The place for people: `faq.md:12`.
        package var description: String {
            Application.Place(path: path, url: url, line: line ?? 1, page: page).description
        }
    }

    /// The kind.
    package let kind: Kind
    /// The problem in one line.
    package let summary: String
    /// The reason why it counts, in one sentence.
    package let reason: String
    /// The places; two for a contradiction or duplicate, the nearest documents for an uncovered topic.
    package let places: [Place]
    /// How bad the problem is among those of its kind; higher is worse.
    package let weight: Double
}
