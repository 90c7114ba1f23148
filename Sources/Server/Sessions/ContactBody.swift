import Foundation
import RAGCore

/// The body with which a customer leaves a contact.
struct ContactBody: Decodable, Sendable {
    let name: String?
    let contact: String
    let words: String?

    private static let longestName = 100
    private static let longestContact = 200

    /// Returns the contact. Throws `APIError` where a part is empty, too long, or holds control characters.
    func contact(at time: Date) throws(APIError) -> Contact {
        let address = try Self.line(contact, "contact", longest: Self.longestContact)
        guard let address else { throw .invalid("contact", "The contact is empty", "联系方式为空") }
        guard (words?.unicodeScalars.count ?? 0) <= FeedbackBody.longestWords else {
            throw .invalid(
                "words",
                "The words are longer than \(FeedbackBody.longestWords) characters",
                "文字超过 \(FeedbackBody.longestWords) 个字符"
            )
        }
        let words = words?.trimmingCharacters(in: .whitespacesAndNewlines)
        return Contact(
            name: try Self.line(name ?? "", "name", longest: Self.longestName),
            address: address,
            words: words?.isEmpty == true ? nil : words,
            at: time
        )
    }

    private static func line(_ text: String, _ field: String, longest: Int) throws(APIError) -> String? {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard text.unicodeScalars.count <= longest,
            !text.unicodeScalars.contains(where: CharacterSet.controlCharacters.contains)
        else {
            throw .invalid(
                field,
                "Give at most \(longest) characters on one line",
                "请在一行内填写，不超过 \(longest) 个字符"
            )
        }
        return text.isEmpty ? nil : text
    }
}
