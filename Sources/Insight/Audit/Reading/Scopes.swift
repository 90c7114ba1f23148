import Lexicon

/// The alternatives and names that a statement is about.
struct Scopes: Sendable, Hashable {
    /// The alternatives of each family, in the order of `AuditWords.families`.
    let alternatives: [Set<String>]
    /// Names and codes: of places, products, plans, ways to pay.
    let names: Set<String>

    /// Reads what `tokens` name; `text` is their text. In a heading any word may have a capital, so only codes and
    /// known
    /// names count there.
    init(_ tokens: [TextToken], text: String, isHeading: Bool = false) {
        let folded = text.lowercased()
        alternatives = AuditWords.families.map { $0.named(in: folded, tokens: tokens) }
        var names = Set(KnownNames.found(in: text)).subtracting(["普通会员"])
        // A capital at the start of a sentence is no name.
        var beginsSentence = true
        for (place, token) in tokens.enumerated() {
            defer {
                switch token.kind {
                case .symbol: beginsSentence = ".!?:;|*#-\"“(•".contains(token.text) || beginsSentence
                case .lineEnd: beginsSentence = true
                default: beginsSentence = false
                }
            }
            switch token.kind {
            case .word
            where token.written.first?.isUppercase == true && !beginsSentence && !isHeading
                && !(place > 0 && tokens[place - 1].number != nil):
                if !AuditWords.isGeneric(token.text), CalendarWords.month(token.text) == nil {
                    names.insert(token.text.droppingPossessive())
                }
            case .code(let code) where code.contains(where: \.isLetter): names.insert(code)
            default: break
            }
        }
        self.names = names
    }

    private init(alternatives: [Set<String>], names: Set<String>) {
        self.alternatives = alternatives
        self.names = names
    }

    /// Whether these scopes, of a clause, hold something that `other`, of a clause and all around it, does not: an
    /// alternative other than the usual one, or a name.
    func exceeds(_ other: Scopes) -> Bool {
        for (family, (mine, theirs)) in zip(AuditWords.families, zip(alternatives, other.alternatives))
        where !mine.subtracting(theirs).isSubset(of: family.usual) { return true }
        return !names.isSubset(of: other.names)
    }

    /// Whether both hold alternatives of a family, but none in common.
    func isDisjoint(from other: Scopes) -> Bool {
        zip(alternatives, other.alternatives).contains { !$0.isEmpty && !$1.isEmpty && $0.isDisjoint(with: $1) }
    }

    /// Returns the codes alone: those of products.
    func onlyCodes() -> Scopes {
        Scopes(alternatives: alternatives.map { _ in [] }, names: names.filter { $0.contains(where: \.isNumber) })
    }

    /// Returns the levels, customers, regions and conditions without the usual ones, and no names: a document titled
    /// `大件配送` is about large items. A channel or day in a title is often one of several that the document is
    /// about.
    func onlyOfTitle() -> Scopes {
        Scopes(
            alternatives: zip(AuditWords.familiesOfTitles, zip(AuditWords.families, alternatives)).map { counts, pair in
                counts ? pair.1.subtracting(pair.0.usual) : []
            },
            names: []
        )
    }

    /// Returns the scopes without the names in `common`, which nearly every passage has.
    func without(_ common: Set<String>) -> Scopes {
        Scopes(alternatives: alternatives, names: names.subtracting(common))
    }

    /// Returns what either names.
    func union(_ other: Scopes) -> Scopes {
        Scopes(
            alternatives: zip(alternatives, other.alternatives).map { $0.union($1) },
            names: names.union(other.names)
        )
    }
}
