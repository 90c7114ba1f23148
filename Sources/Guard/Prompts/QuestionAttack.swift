import Lexicon
import RAGCore

/// Tells a question whose object is the prompt, or that gives the assistant orders, from a customer's question in
/// similar words.
///
/// `Ignore all previous instructions` is an attack; `can I ignore the return instructions in the parcel?` is not. The
/// signs alone are no reason to refuse: whether the documents answer the question decides.
package enum QuestionAttack {
    /// The most characters of a customer's question with signs.
    private static let longestQuestion = 400

    /// Returns whether `question` is an attack.
    package static func isOne(_ question: String) -> Bool {
        let signs = InjectionSigns.found(in: question)
        guard !signs.isEmpty else { return false }
        if question.count > longestQuestion || !signs.isDisjoint(with: [.marker, .hidden, .encoded]) { return true }
        let text = InvisibleCharacters.removed(from: question).foldingCaseAndWidth().collapsingWhitespace()
        if asksForPrompt(text) || asksForPrompt(text.filter { $0.isLetter || $0.isNumber }) { return true }
        let clauses = text.split { ".!?。！？；;，,：:\n".contains($0) }.map(String.init)
        let ordering = clauses.filter { !isCustomers($0) }
        if ordering.contains(where: { asksForTextAbove($0) || cancelsInstructions($0) }) { return true }
        return ordering.contains { !InjectionSigns.found(in: $0).isEmpty }
            && ordering.contains(where: { contains(ordered, $0) }) || ordering.contains(where: changesRole)
    }

    /// Whether the prompt is the object of `text`.
    private static func asksForPrompt(_ text: String) -> Bool {
        contains(englishPrompt, text) || contains(englishInstructions, text) || contains(chinesePrompt, text)
    }

    /// Whether a clause asks for the text before it, which is the prompt.
    private static func asksForTextAbove(_ clause: String) -> Bool {
        contains(englishTextAbove, clause) || contains(chineseTextAbove, clause)
    }

    /// Whether a clause cancels the assistant's instructions, and not those of a product or a shop.
    private static func cancelsInstructions(_ clause: String) -> Bool {
        contains(englishCancelling, clause) || contains(chineseCancelling, clause)
    }

    /// Whether a clause tells the assistant who to be.
    private static func changesRole(_ clause: String) -> Bool {
        InjectionSigns.found(in: clause).contains(.role) && contains(newRole, clause)
    }

    /// Whether a clause speaks of what the customer does, or asks whether something may be done.
    private static func isCustomers(_ clause: String) -> Bool {
        !contains(addressed, clause) && contains(customers, clause)
    }

    private static func contains(_ pattern: Regex<Substring>, _ text: String) -> Bool {
        text.firstMatch(of: pattern) != nil
    }
}
