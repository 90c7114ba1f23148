import Lexicon

/// Phrases that are searched in texts. A Chinese phrase may stand anywhere, an English one only as whole words.
struct PhraseList: Sendable {
    private let phrases: [String]
    private let finder: AhoCorasick

    init(_ phrases: [String]) {
        self.phrases = phrases.map { $0.first?.isHanCharacter == true ? $0 : " \($0) " }
        finder = AhoCorasick(self.phrases.map { Array($0.unicodeScalars) })
    }

    /// Returns the first phrase of the list that `text`, in lower case, holds; nil if there is none.
    func first(in text: String) -> String? {
        finder.found(in: Self.spaced(text)).first.map { phrases[$0].split(separator: " ").joined(separator: " ") }
    }

    /// Whether `text`, in lower case, holds any of the phrases.
    func areIn(_ text: String) -> Bool { first(in: text) != nil }

    /// Returns `text` with a point instead of each phrase.
    func masked(in text: String) -> String {
        let found = finder.found(in: text)
        return found.reduce(text) { $0.replacing(phrases[$1], with: "·") }
    }

    /// Returns `text` with one space around each Latin word, as phrases have them.
    private static func spaced(_ text: String) -> String {
        var spaced = " "
        for character in text {
            if character.isLatinLetter || character.isASCIIDigit || character == "'" {
                spaced.append(character)
            } else if character == "’" {
                spaced.append("'")
            } else if character.isHanCharacter {
                spaced.append(character)
            } else if spaced.last != " " {
                spaced.append(" ")
            }
        }
        return spaced.last == " " ? spaced : spaced + " "
    }
}
