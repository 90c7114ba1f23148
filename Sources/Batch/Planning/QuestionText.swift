import Foundation
import RAGCore

/// Normalisation of questions before they are compared.
enum QuestionText {
    /// Bytes above which a text is refused as a question.
    static let longest = 16_384

    /// Returns `question` in normal width and lower case, without spaces between Chinese characters and without
    /// punctuation that separates or ends sentences. Marks within a word or number stay (`1.5`, `10:30`, `don't`),
    /// and so do signs (`-5`, `C++`, `50%`).
    static func normalized(_ question: String) -> String {
        let characters = Array(question.foldingCaseAndWidth())
        var normalized = ""
        var isParted = false
        for (index, character) in characters.enumerated() {
            if character.isWhitespace || isPunctuation(at: index, in: characters) {
                isParted = true
                continue
            }
            // A space between Chinese characters has no meaning.
            if isParted, let last = normalized.last, last.isASCII, character.isASCII { normalized.append(" ") }
            isParted = false
            normalized.append(character)
        }
        return normalized
    }

    private static func isPunctuation(at index: Int, in characters: [Character]) -> Bool {
        guard marks.contains(characters[index]) else { return false }
        let isWithinWord =
            index > 0 && index + 1 < characters.count
            && [characters[index - 1], characters[index + 1]].allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
        return !isWithinWord
    }

    private static let marks = Set(".,!?;:…。、·\"'“”‘’()[]{}<>《》〈〉「」『』【】~〜—–")
}
