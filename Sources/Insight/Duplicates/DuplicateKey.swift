import Lexicon
import RAGCore

/// The letters, digits and signs of a text, by which equal texts are found.
struct DuplicateKey: Hashable, Sendable {
    /// The folded text.
    let text: String

    /// Signs that change what a text says: `-5` is not `5`, and `C++` is not `C`.
    static let signs = Set("+-#%$€¥£&@*=^<>~")
    /// Signs that mean something between digits: `1.5`, `9:30`, `1/2`.
    private static let joints = Set(".,:/")

    /// Folds case and width, and drops punctuation; a blank stays between words that would run together.
    init(_ text: String) {
        let characters = Array(text.foldingWidth().lowercased())
        var key = ""
        var separates = false
        for (place, character) in characters.enumerated() {
            let isWord = character.isLetter || character.isNumber
            let isJoint =
                Self.joints.contains(character) && place > 0 && characters[place - 1].isNumber
                && place + 1 < characters.count && characters[place + 1].isNumber
            guard isWord || isJoint || Self.signs.contains(character) else {
                separates = true
                continue
            }
            if separates, let last = key.last, isWord, Self.needsBlank(last, character) { key.append(" ") }
            separates = false
            key.append(character)
        }
        self.text = key
    }

    /// Whether anything is left to compare.
    var isEmpty: Bool { text.isEmpty }

    private static func needsBlank(_ one: Character, _ other: Character) -> Bool {
        !one.isHanCharacter && !other.isHanCharacter
    }
}
