/// A text that is compared byte by byte.
///
/// Strings are compared by canonical equivalence, which takes the tables of Unicode for every Chinese character. Words
/// and cache keys are equal or not as they are written.
package struct ExactText: Sendable, Hashable, Comparable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The text.
    package let text: String

    /// Creates a text.
    package init(_ text: String) { self.text = text }

    /// Creates a text from a literal.
    package init(stringLiteral text: String) { self.text = text }

    /// The text.
    package var description: String { text }

    /// Returns whether both have the same bytes.
    package static func == (left: ExactText, right: ExactText) -> Bool {
        var (left, right) = (left.text, right.text)
        return left.withUTF8 { left in right.withUTF8 { left.count == $0.count && left.elementsEqual($0) } }
    }

    /// Returns whether `left` comes first in the order of the bytes.
    package static func < (left: ExactText, right: ExactText) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }

    /// Adds the bytes to `hasher`.
    package func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
