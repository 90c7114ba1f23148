import Lexicon

/// Phrases that a text may begin with. A Latin phrase must end at the end of a word.
struct PhraseStarts: Sendable {
    /// The phrases by their first scalar, in the order of the list.
    private let phrases: [Unicode.Scalar: [[Unicode.Scalar]]]

    /// Creates a list of `phrases` in lower case, each in one way to write its characters.
    init(_ phrases: [String]) {
        self.phrases = Dictionary(grouping: phrases.map { Array($0.unicodeScalars) }) { $0.first ?? " " }
    }

    /// Returns the length of the first phrase of the list that stands at `place` of `text`; nil if there is none.
    func length(at place: Int, of text: [Unicode.Scalar]) -> Int? {
        phrases[text[place]]?.first { phrase in
            let end = place + phrase.count
            guard end <= text.count, text[place..<end].elementsEqual(phrase) else { return false }
            guard phrase.last?.isASCII == true, end < text.count else { return true }
            return text[end] == " " || !text[end].isASCII
        }?.count
    }
}
