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
        let characters = CharacterArray(text.foldingWriting().foldingCaseAndWidth().plainApostrophes())
        for (place, character) in characters.scalars.enumerated() {
            if character.isHan || character == "§" {
                endWord()
                tokens.append(characters.text(place..<place + 1))
            } else if isSign(at: place, of: characters) {
                word += characters.text(place..<place + 1)
            } else if character.isWordPart || signs.contains(character) {
                // 5kg is two words, and 1.5 is one.
                let follows = word.unicodeScalars.last.map { $0.isNumber || $0 == "." || $0 == "-" }
                if let follows, character.isNumber != follows { endWord() }
                word += characters.text(place..<place + 1)
            } else {
                endWord()
            }
        }
        endWord()
        return tokens
    }

    /// Returns whether the character at `place` belongs to a number: the point of 1.5, or the sign of -5 but not the
    /// hyphen of A-5.
    private static func isSign(at place: Int, of characters: CharacterArray) -> Bool {
        guard characters[place] == "." || characters[place] == "-", place + 1 < characters.count,
            Character(characters[place + 1]).isWholeNumber
        else { return false }
        let last = place > 0 ? characters[place - 1] : " "
        return switch characters[place] {
        case ".": Character(last).isWholeNumber
        case "-": !last.isWordPart || last.isHan
        default: false
        }
    }

    /// Returns an English word without the ending of a plural or a verb form.
    private static func stem(_ word: String) -> String {
        guard word.count > 3, word.utf8.allSatisfy({ $0 < 0x80 }), !nouns.contains(word) else { return word }
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

    /// Characters that tell words apart: C# is not C, and 5% is not 5 $.
    private static let signs = Set("'+#%$€£¥".unicodeScalars)
    private static let endings = [
        ("'s", ""), ("ies", "y"), ("sses", "ss"), ("shes", "sh"), ("ches", "ch"), ("xes", "x"), ("ss", "ss"), ("s", ""),
        ("ing", ""), ("ied", "y"), ("ed", ""),
    ]
    /// Nouns that are not what the verb without the ending means: a booking is no book.
    private static let nouns: Set<String> = ["booking", "building", "meeting", "setting", "training", "wedding"]
    private static let doubles: Set<String> = ["ing", "ed"]
}
