import RAGCore

/// A question with what is known of its right answer.
package struct EvaluationCase: Sendable, Hashable {
    /// Unique in its set.
    package let id: String
    package let question: String
    /// What was said before it, oldest first, customer and agent in turn.
    package var history: [String] = []
    /// What kind of question it is, as its author says, such as `far`; each kind is judged by itself as well.
    package var kind: String?
    /// As its author says: each language is judged by itself as well.
    package var language: Language?
    /// Whether the documents answer it; nil where nobody said.
    package var isAnswerable: Bool?
    /// Grade of each judged document by its path, 0 for not relevant.
    package var grades: [String: Int] = [:]
    /// Where the answer stands; one of them is enough.
    package var sources: [ExpectedSource] = []
    /// What the passages found must hold, each of them.
    package var facts: [ExpectedFact] = []

    package init(id: String, question: String) {
        self.id = id
        self.question = question
    }

    /// What it is grouped by.
    package var groups: [String] { [language?.rawValue, kind].compactMap { $0 } }
}

/// A place in the documents: part of a document's path or address, behind `#` part of a passage's headings.
package struct ExpectedSource: Sendable, Hashable, CustomStringConvertible {
    package let document: String
    package let heading: String

    /// Reads `zh/returns.md`, `returns.md#退货期限`, `#退货期限`; nil where nothing is named.
    package init?(_ text: String) {
        let parts = text.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        document = parts[0]
        heading = parts.count > 1 ? parts[1] : ""
        guard !document.isEmpty || !heading.isEmpty else { return nil }
    }

    package var description: String { heading.isEmpty ? document : document + "#" + heading }

    /// Whether a passage stands there.
    func holds(_ hit: SearchHit) -> Bool {
        let places = [hit.documentPath] + (hit.documentMetadata["url"] ?? [])
        guard document.isEmpty || places.contains(where: { $0.contains(document) }) else { return false }
        return heading.isEmpty
            || hit.chunk.heading(title: hit.documentTitle).foldingCaseAndWidth().contains(heading.foldingCaseAndWidth())
    }
}

/// Words that passages must hold, in any of several wordings.
package struct ExpectedFact: Sendable, Hashable, CustomStringConvertible {
    package let wordings: [String]

    /// nil where there is no wording.
    package init?(_ wordings: [String]) {
        self.wordings = wordings.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        guard !self.wordings.isEmpty else { return nil }
    }

    package var description: String { wordings.joined(separator: "|") }

    /// Whether a text says it. Case, width and the kind of white space do not count; `12 元` is not in `112 元`.
    func isStated(in text: String) -> Bool {
        let text = Self.plain(text)
        return wordings.contains { Self.occurs(Self.plain($0), in: text) }
    }

    private static func plain(_ text: String) -> [UInt8] {
        Array(text.foldingCaseAndWidth().split(whereSeparator: \.isWhitespace).joined(separator: " ").utf8)
    }

    private static func occurs(_ fact: [UInt8], in text: [UInt8]) -> Bool {
        guard let first = fact.first, let last = fact.last, fact.count <= text.count else { return false }
        func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
        for start in 0...(text.count - fact.count) where text[start] == first {
            let end = start + fact.count
            if isDigit(first), start > 0, isDigit(text[start - 1]) { continue }
            if isDigit(last), end < text.count, isDigit(text[end]) { continue }
            if text[start..<end].elementsEqual(fact) { return true }
        }
        return false
    }
}
