import Grounding
import Lexicon
import RAGCore

/// Whether an answer says anything that the question does not.
struct AnswerRelevance: Sendable {
    private let question: String
    private let terms: Set<ExactText>
    private let expectsAnswer: Bool

    /// Creates a check of answers to `question`. `expectsAnswer` tells whether the passages probably answer it.
    init(question: String, expectsAnswer: Bool) {
        self.question = question.lettersAndDigits()
        terms = Terms.of(question)
        self.expectsAnswer = expectsAnswer
    }

    /// Returns whether `sentences`, all of an answer, state anything. If no answer is expected, a text that says so is
    /// an answer.
    func answers(_ sentences: [String]) -> Bool {
        let plain = sentences.map { CitationParser.withoutMarks($0).text }.filter { !$0.lettersAndDigits().isEmpty }
        guard !plain.isEmpty else { return false }
        if plain.allSatisfy(echoes) { return false }
        return !expectsAnswer || !plain.allSatisfy { echoes($0) || Refusal.isOne($0) }
    }

    /// Returns whether a sentence is the question once more, or asks mostly in its words.
    private func echoes(_ sentence: String) -> Bool {
        let letters = sentence.lettersAndDigits()
        if letters == question { return true }
        guard sentence.contains(where: { "?？".contains($0) }) else { return false }
        let words = Terms.of(sentence)
        return words.subtracting(terms).count * 2 <= words.count
    }
}
