import Foundation
import Ingestion
import Privacy
import RAGCore

/// How the words of somebody are recognised outside of the stored conversations.
struct ForgottenWords: Sendable {
    /// The customer who is looked for; nil if only the words of sessions are.
    let customer: CustomerQuery?
    /// The questions of the sessions that are erased, as they are stored.
    let questions: Set<String>

    /// Returns whether a line that was typed in a chat is erased.
    func isTyped(_ line: String) -> Bool {
        questions.contains(line) || customer?.isNamed(in: line) ?? false
    }

    /// Returns whether a text of a batch, an output or a document holds the words. Many customers ask the same, so a
    /// question alone tells nothing where a customer is looked for.
    func isHeld(in text: String) -> Bool {
        if let customer { return customer.isNamed(in: text) }
        let line = text.hasPrefix("> ") ? String(text.dropFirst(2)) : text
        return questions.contains(line.trimmingCharacters(in: .whitespaces))
    }

    /// The hashes under which the embeddings of the questions are cached.
    var hashes: [TextHash] {
        questions.flatMap { text in [EmbeddingRole.query, .passage].map { ContentHash.of(text, as: $0) } }
    }
}
