import Lexicon

/// Words of which a statement can be about one or the other.
struct Alternatives: Sendable {
    private let chinese: AhoCorasick
    private let chineseNames: [String]
    private let english: [String: String]
    /// The alternatives that are the usual case: a statement that names none may be about them.
    let usual: Set<String>

    /// Reads lines of words for one alternative each; the first word is its name.
    init(_ lines: [String]) {
        var chinese: [(word: String, name: String)] = []
        var english: [String: String] = [:]
        var usual: Set<String> = []
        for line in lines {
            let words = line.split(separator: " ").map(String.init)
            guard let first = words.first else { continue }
            let name = first.hasSuffix("*") ? String(first.dropLast()) : first
            if first.hasSuffix("*") { usual.insert(name) }
            for word in [name] + words.dropFirst() {
                if word.first?.isHanCharacter == true { chinese.append((word, name)) } else { english[word] = name }
            }
        }
        self.chinese = AhoCorasick(chinese.map { Array($0.word.unicodeScalars) })
        chineseNames = chinese.map(\.name)
        self.english = english
        self.usual = usual
    }

    /// Returns the names of the alternatives that `text`, in lower case, holds.
    func named(in text: String, tokens: [TextToken]) -> Set<String> {
        var found = Set(chinese.found(in: text).map { chineseNames[$0] })
        for token in tokens where token.kind == .word {
            for form in [token.text, String(token.text.dropLast(token.text.hasSuffix("s") ? 1 : 0))] {
                if let name = english[form] { found.insert(name) }
            }
        }
        return found
    }
}
