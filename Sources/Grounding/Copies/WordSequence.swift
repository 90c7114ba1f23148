import Lexicon
import RAGCore

/// The words of a text in order, in the form in which a sentence is compared with its source word by word.
struct WordSequence: Sendable, Hashable {
    /// Chinese characters, and Latin words and numbers in lower case without most endings.
    let words: [ExactText]
    /// The words as a set.
    let distinct: Set<ExactText>

    /// The number of letters of a Latin word that count.
    private static let stem = 6

    /// Reads the words of `text`.
    init(_ text: some StringProtocol) {
        let text = CharacterArray(String(text).foldingCase().plainApostrophes())
        var words: [ExactText] = []
        var word = 0..<0
        func endWord() {
            while let last = word.last, !text[last].isWordPart { word.removeLast() }
            if !word.isEmpty { words += Self.parts(of: text.text(word)).map { ExactText(Self.stemmed($0)) } }
            word = 0..<0
        }
        for (place, scalar) in text.scalars.enumerated() {
            if scalar.isHan {
                endWord()
                words.append(ExactText(text.text(place..<place + 1)))
            } else if scalar.isWordPart || !word.isEmpty && (scalar == "'" || scalar == "." || scalar == "-") {
                word = (word.isEmpty ? place : word.lowerBound)..<place + 1
            } else {
                endWord()
            }
        }
        endWord()
        self.words = words
        distinct = Set(words)
    }

    /// Returns the sequences of the sentences of a passage.
    static func sentences(of passage: String) -> [WordSequence] {
        passage.split { $0.isNewline || $0 == "；" }.flatMap { SentenceSplitter.sentences(of: String($0)) }
            .map { WordSequence($0) }.filter { !$0.words.isEmpty }
    }

    /// Returns the parts of a word: `can't` and `cannot` deny alike.
    private static func parts(of word: String) -> [String] {
        switch word {
        case "": []
        case "can't", "cannot": ["can", "not"]
        case "won't": ["will", "not"]
        case _ where word.hasSuffix("n't"): [String(word.dropLast(3)), "not"]
        default: [word]
        }
    }

    private static func stemmed(_ word: String) -> String {
        if word.count > stem { return String(word.prefix(stem)) }
        return word.count > 3 && word.last == "s" ? String(word.dropLast()) : word
    }
}
