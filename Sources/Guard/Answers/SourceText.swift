import Lexicon
import RAGCore

/// A cache of sources by their text. Reading a passage takes longer than filtering an answer.
package typealias SourceCache = RecentCache<ExactText, SourceText>

/// A text whose addresses an answer may contain, read once for many answers.
package struct SourceText: Sendable {
    /// The text as it is.
    let text: String
    /// The text in plain writing and lower case.
    let plain: String
    /// Its letters and digits alone.
    let letters: String
    let addresses: Set<Address>

    init(_ text: String) {
        self.text = text
        plain = text.foldingWidth().foldingCase()
        letters = text.lettersAndDigits()
        addresses = KnownAddresses.all(in: text)
    }
}
