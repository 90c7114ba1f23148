/// A structural part of a document, in reading order: what the chunker packs, and where it may cut.
package struct Block: Sendable, Hashable {
    package enum Kind: Sendable, Hashable {
        /// Opens a section; 1 is the outermost level. The title is plain, without markup.
        case heading(level: Int, title: String)
        /// A paragraph, a list item, a quotation: cut between sentences.
        case prose
        /// Cut between lines.
        case code
        /// One line a row: cut between rows, and what stands before `headerEnd` is repeated in each chunk. Without a
        /// header, `headerEnd` is the start of the range.
        case table(headerEnd: Int)
        /// A record that stands for itself, such as a question with its answer: a chunk of its own, under `section`.
        case record(question: String?, section: [String])
    }

    package let kind: Kind
    /// UTF-8 bytes in the source text.
    package let range: Range<Int>
    /// What is shown, where that is not the source text at `range` (an unquoted CSV cell, the text of an HTML block).
    package let text: String?

    package init(_ kind: Kind, range: Range<Int>, text: String? = nil) {
        self.kind = kind
        self.range = range
        self.text = text
    }

    var isHeading: Bool { if case .heading = kind { true } else { false } }
}
