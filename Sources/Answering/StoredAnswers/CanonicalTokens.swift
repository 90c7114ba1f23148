import Lexicon
import RAGCore

/// Splits a question into the units that synonyms consist of: Chinese characters and Latin words without endings.
enum CanonicalTokens {
    /// Returns the tokens of `text` in lower case and plain width.
    static func of(_ text: String) -> [String] {
        var tokens: [String] = []
        var word = ""
        func endWord() {
            if !word.isEmpty { tokens.append(stem(word)) }
            word = ""
        }
        for character in text.foldingWriting().foldingCaseAndWidth().replacing("’", with: "'") {
            if character.isHanCharacter || character == "§" {
                endWord()
                tokens.append(String(character))
            } else if character.isLetter || character.isNumber || character == "'" || character == "+" {
                if character.isNumber != word.last?.isNumber, character.isNumber || word.last?.isNumber == true {
                    endWord()
                }
                word.append(character)
            } else {
                endWord()
            }
        }
        endWord()
        return tokens
    }

    /// Returns an English word without the ending of a plural or a verb form.
    private static func stem(_ word: String) -> String {
        guard word.count > 3, word.utf8.allSatisfy({ $0 < 0x80 }) else { return word }
        for (ending, replacement) in endings where word.hasSuffix(ending) && word.count - ending.count >= 3 {
            var stem = word.dropLast(ending.count)
            if doubles.contains(ending), stem.last == stem.dropLast().last, let last = stem.last, !"ls".contains(last) {
                stem = stem.dropLast()
            }
            return withoutFinalE(stem + replacement)
        }
        return withoutFinalE(word)
    }

    private static func withoutFinalE(_ word: String) -> String {
        word.count > 3 && word.hasSuffix("e") ? String(word.dropLast()) : word
    }

    private static let endings = [
        ("'s", ""), ("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("ss", "ss"), ("s", ""),
        ("ing", ""), ("ied", "y"), ("ed", ""),
    ]
    private static let doubles: Set<String> = ["ing", "ed"]
}
