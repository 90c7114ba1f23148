import Lexicon
import RAGCore

/// A word of a sentence, with its tokens.
struct SentenceWord: Sendable, Hashable {
    /// The word in lower case.
    private(set) var text: String
    /// The numbers of its tokens.
    private(set) var tokens: [Int]

    /// Returns the words that `pieces` form. A Chinese token is a word by itself; marks are left out.
    static func words(of pieces: [String]) -> [SentenceWord] {
        var words: [SentenceWord] = []
        for (number, piece) in pieces.enumerated() {
            let text = piece.replacing("▁", with: "").lowercased()
            guard text.contains(where: { $0.isLetter || $0.isNumber }) else { continue }
            let continues = !piece.hasPrefix("▁") && text.first?.isHanCharacter == false
            if continues, let last = words.last, last.tokens.last == number - 1, !last.isHan {
                words[words.count - 1].text += text
                words[words.count - 1].tokens.append(number)
            } else {
                words.append(SentenceWord(text: text, tokens: [number]))
            }
        }
        return words
    }

    /// Whether the word is written with Chinese characters.
    var isHan: Bool { text.contains(where: \.isHanCharacter) }

    /// Returns whether `word`, as `WordSequence` writes it, belongs to this word.
    func covers(_ word: String) -> Bool { isHan ? text.contains(word) : text.hasPrefix(word) }
}
