/// The forms of English words, so that a form that a knowledge base lacks is not taken for a misspelling of another
/// word: `uninstall` is not `install`.
enum WordForms {
    /// The least letters of a word that others are formed of.
    private static let shortestBase = 4

    /// Returns the stem of `word`, as the keyword index has it.
    static func stem(_ word: String) -> String { KeywordToken.all(in: word, as: .question).first?.text ?? word }

    /// Returns the words that `word`, in lower case, may be formed of: without a prefix or an ending, also with an `e`
    /// that the ending replaced, and the second of two joined words.
    static func bases(of word: String) -> [String] {
        var bases: [String] = []
        for prefix in prefixes where word.hasPrefix(prefix) { bases.append(String(word.dropFirst(prefix.count))) }
        for ending in endings where word.hasSuffix(ending) {
            let base = String(word.dropLast(ending.count))
            bases += [base, base + "e", base + "y"]
            // `stopped` doubles the last letter of `stop`.
            if base.last == base.dropLast().last { bases.append(String(base.dropLast())) }
        }
        return bases.filter { $0.utf8.count >= shortestBase }
    }

    private static let prefixes = [
        "un", "re", "in", "im", "dis", "non", "out", "over", "under", "up", "pre", "mis", "de", "north", "south",
        "down",
    ]
    private static let endings = [
        "s", "es", "d", "ed", "r", "er", "or", "st", "est", "ing", "ly", "en", "ness", "less", "able", "ment", "ion",
        "tion", "ation", "ity", "ful", "al", "ic", "ies", "ied", "ier", "iest",
    ]
}
