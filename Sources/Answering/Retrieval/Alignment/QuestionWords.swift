import Lexicon
import RAGCore

/// The content words of a question, each with its tokens.
struct QuestionWords {
    /// A word and the numbers of its tokens.
    private struct Word {
        var text: String
        var tokens: [Int]
    }

    /// The closeness under which a passage does not say a word in any way.
    private static let leastCloseness: Float = 0.33
    private let words: [Word]

    /// Joins the tokens of a question to words. A Chinese token is a word by itself.
    init(_ question: QuestionTokens) {
        var words: [Word] = []
        for (number, piece) in question.pieces.enumerated() {
            let text = piece.replacing("▁", with: "")
            let isHan = text.first?.isHanCharacter ?? false
            let joins = !piece.hasPrefix("▁") && !isHan && words.last?.text.last?.isHanCharacter == false
            if joins, let last = words.indices.last, text.first?.isLetter == true || text.first?.isNumber == true {
                words[last].text += text
                words[last].tokens.append(number)
            } else {
                words.append(Word(text: text, tokens: [number]))
            }
        }
        self.words = words.filter { !Terms.phrases(of: $0.text).isEmpty }
    }

    /// Returns the words that no passage of `alignments` says, in the order of the question.
    func uncovered(by alignments: some Collection<Alignment>) -> [String] {
        guard !alignments.isEmpty else { return [] }
        return words.filter { word in
            alignments.allSatisfy { alignment in
                let closeness = word.tokens.reduce(0) { $0 + alignment.cosines.last[$1] } / Float(word.tokens.count)
                return closeness < Self.leastCloseness
            }
        }.map(\.text)
    }
}
