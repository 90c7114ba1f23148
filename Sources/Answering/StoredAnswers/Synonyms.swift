import Lexicon
import RAGCore

/// Words that mean the same in a question. Each has one word that stands for it.
package struct Synonyms: Sendable {
    /// The role of a word in a question.
    enum Role: Sendable {
        /// It says what the question is about.
        case content
        /// It is someone who acts, so the order of two counts.
        case person
        /// It says which kind of answer is asked for, such as a time.
        case kind
        /// It turns the question round, so its order counts: `from`, `不`.
        case turn
        /// It converts or moves one thing to another, so its order counts between two: `PDF 转 Word`.
        case move
        /// It joins the two things of a conversion: `to`.
        case link
        /// It changes nothing.
        case ignored
    }

    /// A word that stands for a group, and its role.
    struct Meaning: Sendable {
        let word: String
        let role: Role
    }

    /// Meanings by the words of a phrase.
    private var meanings: [[String]: Meaning] = [:]
    private var longest = 1

    /// Creates the built-in list with the groups of the settings, whose words are separated by `|`: `运费|邮费`.
    package init(adding groups: [String] = []) {
        for word in Self.list["ignored"] { add(word, Meaning(word: "", role: .ignored)) }
        for (section, role) in Self.roles {
            for group in Self.list[section] { add(group: group, role) }
        }
        for group in groups { add(group: group.foldingCaseAndWidth(), .content) }
    }

    /// Returns the meaning that begins at `place` of `tokens` and the number of tokens it takes; the longest counts.
    func meaning(at place: Int, in tokens: [String]) -> (meaning: Meaning, length: Int)? {
        for length in stride(from: min(longest, tokens.count - place), to: 0, by: -1) {
            if let meaning = meanings[Array(tokens[place..<(place + length)])] { return (meaning, length) }
        }
        return nil
    }

    private mutating func add(group: String, _ role: Role) {
        let words = group.split(separator: "|").map(String.init)
        guard let first = words.first else { return }
        for word in words { add(word, Meaning(word: first, role: role)) }
    }

    private mutating func add(_ phrase: String, _ meaning: Meaning) {
        let tokens = CanonicalTokens.of(phrase)
        meanings[tokens] = meaning
        longest = max(longest, tokens.count)
    }

    /// The sections of `list` whose lines are groups.
    static let roles: [(section: String, role: Role)] = [
        ("words", .content), ("turns", .turn), ("kinds", .kind), ("moves", .move), ("links", .link),
        ("people", .person),
    ]
    /// The built-in words, by sections.
    static let list = WordList(PackageResources.synonyms_txt)
}
