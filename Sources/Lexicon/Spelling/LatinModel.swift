import Foundation

/// How likely Latin words are, by the knowledge base and in general, and which of its words are spelt like another.
struct LatinModel: Sendable {
    private let counts: WordCounts
    /// Natural logarithms of the probabilities of words in general.
    private let general: [String: Float]
    /// The words that a misspelling can mean, by their number of letters.
    private let words: [[Word]]

    /// A word with what tells quickly that it is not meant.
    private struct Word: Sendable {
        let letters: [UInt8]
        let text: String
        let set: UInt32
    }

    /// The score of a word that nothing knows, of each of its letters, and further of each letter of a long one: words
    /// without blanks are more likely.
    private static let unknown: Float = -12
    private static let unknownLetter: Float = -1.5
    private static let furtherLetter: Float = -1.5
    private static let longWord = 10
    /// The score of a function word that the pieces lack.
    private static let functionWord: Float = -7
    /// The least letters of words that count as known in general. Most shorter ones are words of some language.
    private static let shortest = 3

    /// Creates a model. The values of `pieces` are natural logarithms of probabilities.
    init(counts: WordCounts, pieces: [String: Float]) {
        self.counts = counts
        let common = Set(FunctionWords.english)
        general = pieces.filter { $0.key.utf8.count >= Self.shortest }
            .merging(common.map { ($0, pieces[$0] ?? Self.functionWord) }) { $1 }
        var words = [[Word]](repeating: [], count: WordCounts.longestWord + 1)
        for word in common.union(counts.words.keys) where word.utf8.count < words.count {
            let letters = Array(word.utf8)
            words[letters.count].append(Word(letters: letters, text: word, set: Self.set(of: letters)))
        }
        self.words = words
    }

    /// Returns whether the knowledge base has `word`, in lower case.
    func isInDocuments(_ word: String) -> Bool { counts.words[word] != nil }

    /// Returns whether `word`, in lower case, is known at all.
    func knows(_ word: String) -> Bool { counts.words[word] != nil || general[word] != nil }

    /// Returns whether `word`, in lower case, can stand in a run without blanks: words of the knowledge base and
    /// function words. Of single letters only two are words.
    func isPart(_ word: String) -> Bool {
        word.utf8.count > 1
            ? counts.words[word] != nil || FunctionWords.isEnglish(word) : word == "i" || word == "a"
    }

    /// Returns the natural logarithm of the probability of `word`, in lower case.
    func score(_ word: String) -> Float {
        let share = Float(counts.words[word] ?? 0) / Float(max(1, counts.wordTotal))
        let probability = 0.5 * share + 0.5 * (general[word].map { exp($0) } ?? 0)
        if probability > 0 { return log(probability) }
        let letters = word.utf8.count
        let further = Float(max(0, letters - Self.longWord)) * Self.furtherLetter
        return Self.unknown + Self.unknownLetter * Float(letters) + further
    }

    /// Returns whether `word`, in lower case, is formed of a known word.
    func isFormed(_ word: String) -> Bool { WordForms.bases(of: word).contains(where: knows) }

    /// Returns the words of the knowledge base that `typed`, in lower case, can be a misspelling of, each with its
    /// distance; none if it is a form of one of them. Takes time linear in the number of words.
    func meanings(of typed: String) -> [(word: String, distance: Float)] {
        let found = words(near: typed)
        let stem = WordForms.stem(typed)
        return found.contains { WordForms.stem($0.word) == stem } ? [] : found
    }

    private func words(near typed: String) -> [(word: String, distance: Float)] {
        let letters = Array(typed.utf8)
        let most: Float = letters.count < 5 ? 1 : letters.count < 8 ? 1.9 : 2.3
        let set = Self.set(of: letters)
        var found: [(word: String, distance: Float)] = []
        let reach = Int(most)
        for length in max(2, letters.count - reach)...(letters.count + reach) where length < words.count {
            // One error changes at most two letters of the set.
            for word in words[length] where (word.set ^ set).nonzeroBitCount <= 2 * reach {
                if let distance = TypingDistance.between(letters, word.letters, atMost: most) {
                    found.append((word.text, distance))
                }
            }
        }
        return found
    }

    private static func set(of letters: [UInt8]) -> UInt32 { letters.reduce(0) { $0 | TypingDistance.bit($1) } }
}
