import Foundation
import RAGCore

/// Questions as they are compared: without what does not count.
enum QuestionText {
    /// Bytes over which a text is no question that a customer would ask.
    static let longest = 16_384

    /// `question` in plain width and lower case, without punctuation that parts or ends sentences and without blanks that say
    /// nothing. What stands within a word or number stays (`1.5`, `10:30`, `don't`), and so do signs (`-5`, `C++`, `50%`).
    static func normalized(_ question: String) -> String {
        let characters = Array(SearchFilter.folded(question))
        var normalized = ""
        var isParted = false
        for (index, character) in characters.enumerated() {
            if character.isWhitespace || isPunctuation(at: index, in: characters) {
                isParted = true
                continue
            }
            // Between Chinese characters a blank says nothing.
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
