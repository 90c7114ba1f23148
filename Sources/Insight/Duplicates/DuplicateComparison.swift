import Grounding
import Lexicon
import RAGCore

/// Decides what tells two similar texts apart.
enum DuplicateComparison {
    /// Longer texts are passages, whose words are not those of one question.
    static let longestQuestion = 300

    /// Returns what tells the texts apart; nil if it is at most their words.
    static func difference(_ one: String, _ other: String) -> LookAlike.Difference? {
        let differences = AnswerComparison(one, other).differences
        for difference in differences {
            switch difference.kind {
            case .number, .date, .time, .code, .mismatch: return .number
            case .name: return .name
            case .negation, .bound: return .negation
            case .words, .subject: continue
            }
        }
        guard one.utf8.count <= longestQuestion, other.utf8.count <= longestQuestion else { return nil }
        return QuestionMeaning(one).isDistinct(from: QuestionMeaning(other)) ? .question : nil
    }
}
