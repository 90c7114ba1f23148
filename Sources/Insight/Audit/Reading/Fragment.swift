import Grounding
import Lexicon

/// A piece of text that was read once: a clause, a heading, a label or a header.
struct Fragment: Sendable {
    /// The words of the text without its values.
    var words: SubjectWords
    /// The things that the text names, without its values.
    var scopes: Scopes
    /// The text without its values.
    let rest: String
    let statements: [Statement]
    let tokens: [TextToken]

    /// Reads `text`.
    init(_ text: String, isHeading: Bool = false) {
        let tokens = TextToken.tokens(of: text)
        self.tokens = tokens
        statements = FactScanner.statements(in: tokens)
        // A code such as `RV-70` is a name, not a value.
        let taken = statements.filter { !$0.fact.isProductCode }.map(\.tokens)
        words = SubjectWords(tokens, without: taken)
        let left =
            taken.isEmpty
            ? tokens : tokens.indices.filter { place in !taken.contains { $0.contains(place) } }.map { tokens[$0] }
        rest = left.text
        scopes = Scopes(left, text: rest, isHeading: isHeading)
    }

    /// A text without words.
    static let empty = Fragment("")

    /// Adds the words and scopes of `other`.
    mutating func add(_ other: Fragment) {
        words = words.union(other.words)
        scopes = scopes.union(other.scopes)
    }
}

extension Fact {
    fileprivate var isProductCode: Bool {
        guard case .code = self else { return false }
        return AssertedValue.of(self) == nil
    }
}
