import RAGCore

/// A structural part of a document. The chunker packs blocks in reading order and cuts only where their kind allows it.
package struct Block: Sendable, Hashable, Codable {
    /// The structure of a block, which decides where it may be cut.
    package enum Kind: Sendable, Hashable, Codable {
        /// A heading that opens a section; level 1 is the outermost. The title holds no markup.
        case heading(level: Int, title: String)
        /// A paragraph, a list item or a quotation; cut between sentences.
        case prose
        /// Source code; cut between lines.
        case code
        /// A table with one row a line; cut between rows. The text before `headerEnd` is repeated in each chunk.
        /// Without a header, `headerEnd` is the start of the range.
        case table(headerEnd: Int)
        /// A record that stands for itself, such as a question with its answer; it becomes a chunk of its own under
        /// `section`.
        case record(question: String?, section: [String])
    }

    /// The kind of the block.
    package let kind: Kind
    /// Place in the source text, in UTF-8 bytes.
    package let range: Range<Int>
    /// Text to show, if it differs from the source text at `range` (an unquoted CSV cell, the text of an HTML block).
    package let text: String?
    /// The days on which it is valid, if they differ from those of its document.
    package let validity: Validity?

    /// Creates a block at `range`, in UTF-8 bytes of the source text.
    package init(_ kind: Kind, range: Range<Int>, text: String? = nil, validity: Validity? = nil) {
        self.kind = kind
        self.range = range
        self.text = text
        self.validity = validity
    }

    /// Returns the block without base64 in a text of its own.
    func withoutEncodedData(_ omissions: inout Omissions) -> Block {
        guard let text else { return self }
        let readable = EncodedData.removed(from: text, &omissions)
        return readable.utf8.count == text.utf8.count
            ? self : Block(kind, range: range, text: readable, validity: validity)
    }

    var isHeading: Bool { if case .heading = kind { true } else { false } }
}

extension [Block] {
    /// The blocks in the order of their places; those with the same place stay in order.
    var inOrder: [Block] {
        let isSorted = zip(self, dropFirst()).allSatisfy { $0.range.lowerBound <= $1.range.lowerBound }
        if isSorted { return self }
        return enumerated().sorted { one, other in
            (one.element.range.lowerBound, one.offset) < (other.element.range.lowerBound, other.offset)
        }.map(\.element)
    }
}
