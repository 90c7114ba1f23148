import Grounding
import Lexicon
import RAGCore

/// Decides what tells two similar texts apart.
enum DuplicateComparison {
    /// Longer texts are passages, whose words are not those of one question.
    static let longestQuestion = 300

    /// Returns what tells the texts apart; nil if it is at most their words.
    static func difference(_ one: String, _ other: String) -> LookAlike.Difference? {
        if signs(of: one) != signs(of: other) { return .number }
        let differences = AnswerComparison(one, other).differences
        for difference in differences {
            switch difference.kind {
            case .number, .date, .time, .code, .mismatch: return .number
            case .name: return .name
            case .negation, .bound: return .negation
            case .words, .subject, .replacement, .limit, .addition, .demand: continue
            }
        }
        guard one.utf8.count <= longestQuestion, other.utf8.count <= longestQuestion else { return nil }
        return QuestionMeaning(one).isDistinct(from: QuestionMeaning(other)) ? .question : nil
    }

    /// Returns the signs that belong to a number or a name: `-5` is not `5`, and `C++` is not `C`.
    private static func signs(of text: String) -> [Character] {
        let characters = Array(text.foldingWidth())
        return characters.indices.filter { place in
            guard DuplicateKey.signs.contains(characters[place]) else { return false }
            let next = place + 1 < characters.count ? characters[place + 1] : " "
            let last = place > 0 ? characters[place - 1] : " "
            // A dash joins words; only before a number that begins it means something.
            if characters[place] == "-" { return next.isNumber && last.isWhitespace }
            return characters[place] != "*" && (next.isNumber || last.isNumber || last.isLetter || last == "+")
        }.map { characters[$0] }
    }
}
