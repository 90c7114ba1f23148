import Foundation

/// A stored conversation with one customer.
package struct Session: Sendable, Hashable, Codable {
    /// An id that cannot be guessed: 12 lower-case letters and digits, 60 random bits.
    package typealias ID = String

    /// The id that the program gave it.
    package let id: ID
    /// The name that a person gave it, unique among all sessions; nil if it has none.
    package let name: String?
    /// The key or the visitor of the HTTP service that it belongs to; nil if it was begun on this machine.
    package let owner: String?
    /// The time at which it began.
    package let began: Date
    /// The time of its last question.
    package let lastUsed: Date
    /// The number of stored turns. Old ones may have been removed.
    package let turnCount: Int
    /// The first stored question; nil in a session without turns.
    package let firstQuestion: String?

    /// Creates a session.
    package init(
        id: ID,
        name: String?,
        owner: String? = nil,
        began: Date,
        lastUsed: Date,
        turnCount: Int = 0,
        firstQuestion: String? = nil
    ) {
        self.id = id
        self.name = name
        self.owner = owner
        self.began = began
        self.lastUsed = lastUsed
        self.turnCount = turnCount
        self.firstQuestion = firstQuestion
    }

    /// The name if there is one, otherwise the id.
    package var label: String { name ?? id }

    /// Returns a new random id in Crockford's base 32 in lower case, in which no letter looks like a digit.
    package static func makeID() -> ID {
        let digits = Array("0123456789abcdefghjkmnpqrstvwxyz")
        return String((0..<idLength).map { _ in digits[Int.random(in: digits.indices)] })
    }

    private static let idLength = 12

    /// Returns `name` without white space at its ends. Throws `RAGError` if it is empty, longer than 80 characters,
    /// contains a control character or looks like an id.
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
