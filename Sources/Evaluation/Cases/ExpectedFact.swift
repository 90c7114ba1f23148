import Lexicon
import RAGCore

/// A fact that passages must state in one of several wordings.
package struct ExpectedFact: Sendable, Hashable, CustomStringConvertible {
    /// The wordings, at least one and none empty.
    package let wordings: [String]

    /// Creates a fact, or returns nil if all wordings are blank.
    package init?(_ wordings: [String]) {
        self.wordings = wordings.map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty }
        guard !self.wordings.isEmpty else { return nil }
    }

    /// The wordings, separated by `|`.
    package var description: String { wordings.joined(separator: "|") }

    /// Returns whether `text` states the fact. Case, width and the kind of white space do not count; `12 元` is not
    /// stated by `112 元`.
    func isStated(in text: String) -> Bool {
        let text = Self.normalized(text)
        return wordings.contains { Self.occurs(Self.normalized($0), in: text) }
    }

    private static func normalized(_ text: String) -> [UInt8] {
        Array(text.foldingCaseAndWidth().collapsingWhitespace().utf8)
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
