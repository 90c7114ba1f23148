import Lexicon

/// Splits a sentence into clauses, each of which makes one statement.
enum ClauseSplitter {
    /// Returns the clauses of `sentence`: parts between Chinese commas, semicolons and colons, and between English
    /// commas
    /// before a word that opens a clause.
    static func clauses(of sentence: String) -> [String] {
        var parts: [String] = [""]
        var depth = 0
        let characters = Array(sentence)
        for (index, character) in characters.enumerated() {
            if "(（".contains(character) { depth += 1 }
            if ")）".contains(character) { depth = max(0, depth - 1) }
            parts[parts.count - 1].append(character)
            guard depth == 0 else { continue }
            switch character {
            case "，", "；", ";": parts.append("")
            case ",":
                let next = index + 1 < characters.count ? characters[index + 1] : " "
                let isInNumber = next.isNumber && index > 0 && characters[index - 1].isNumber
                if !isInNumber, opensClause(characters[(index + 1)...]) { parts.append("") }
            default: break
            }
        }
        return joints.reduce(parts) { pieces, joint in pieces.flatMap { $0.split(separator: joint).map(String.init) } }
            .filter { $0.contains { $0.isLetter || $0.isNumber } }
    }

    private static func opensClause(_ rest: ArraySlice<Character>) -> Bool {
        let words = rest.drop(while: \.isWhitespace)
        guard let first = words.first, !first.isHanCharacter else { return true }
        return openers.contains(String(words.prefix { $0.isLatinLetter || $0 == "'" }).lowercased())
    }

    private static let joints = [
        " but ", " while ", " whereas ", "但是", "但", " and we ", " and you ", " and it ", " and can ", " and cannot ",
    ]
    private static let openers: Set<String> = [
        "i", "you", "we", "it", "they", "he", "she", "this", "that", "these", "those", "so", "because", "but", "and",
        "which", "please", "then", "otherwise", "however", "your", "our", "there", "the", "an", "a", "with", "each",
        "elsewhere", "after", "before",
    ]
}
