import Foundation

/// A conversation with one customer, as it is kept.
package struct Session: Sendable, Hashable, Codable {
    /// What nobody guesses: 12 lower-case letters and digits, 60 bits.
    package typealias ID = String

    package let id: ID
    /// What the person calls it; nil where nobody named it. No two sessions bear the same.
    package let name: String?
    package let began: Date
    /// When its last question came.
    package let lastUsed: Date
    /// Turns that are kept; old ones may have gone.
    package let turnCount: Int
    /// The first question that is kept; nil in a session without turns.
    package let firstQuestion: String?

    package init(
        id: ID,
        name: String?,
        began: Date,
        lastUsed: Date,
        turnCount: Int = 0,
        firstQuestion: String? = nil
    ) {
        self.id = id
        self.name = name
        self.began = began
        self.lastUsed = lastUsed
        self.turnCount = turnCount
        self.firstQuestion = firstQuestion
    }

    /// By what a person refers to it: its name, else its id.
    package var label: String { name ?? id }

    /// A new id. Crockford's base 32 in lower case: no letter of it is taken for a digit.
    package static func makeID() -> ID {
        let digits = Array("0123456789abcdefghjkmnpqrstvwxyz")
        return String((0..<idLength).map { _ in digits[Int.random(in: digits.indices)] })
    }

    private static let idLength = 12

    /// `name` as it is kept: without blanks around it. Throws `RAGError` where it is empty, longer than 80 characters, holds a
    /// control character, or could be the id of another session.
    package static func name(_ name: String) throws -> String {
        let name = name.trimmingCharacters(in: .whitespacesAndNewlines)
        guard (1...80).contains(name.count),
            !name.unicodeScalars.contains(where: CharacterSet.controlCharacters.contains)
        else {
            throw RAGError(.failed, "A session cannot bear this name", hint: "Give 1 to 80 characters on one line")
        }
        let isID =
            name.count == idLength && name.contains(where: \.isNumber)
            && name.allSatisfy { $0.isASCII && ($0.isNumber || $0.isLowercase) }
        guard !isID else {
            throw RAGError(.failed, "The name \(name) looks like the id of a session", hint: "Choose another")
        }
        return name
    }
}
