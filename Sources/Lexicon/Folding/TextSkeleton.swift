import Foundation
import RAGCore

/// A text without case, width, accents, invisible characters and look-alike letters, in which listed words are
/// searched.
///
/// Unicode calls such a form a skeleton (UTS #39, section 4).
package struct TextSkeleton {
    /// The letters and digits alone.
    package let tight: [Unicode.Scalar]
    /// The words with one space between them.
    package let spaced: [Unicode.Scalar]
    /// Whether the text holds a Han character.
    package let hasHan: Bool

    /// Creates the skeleton of `text` in time linear in its length.
    package init(_ text: String) {
        let plain = InvisibleCharacters.removed(from: text).withBoundedCharacters()
            .decomposedStringWithCompatibilityMapping.lowercased()
        var tight: [Unicode.Scalar] = []
        var spaced: [Unicode.Scalar] = []
        var hasHan = false
        for scalar in plain.unicodeScalars {
            guard scalar.properties.generalCategory != .nonspacingMark else { continue }
            let scalar = Self.lookAlikes[scalar] ?? scalar
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                hasHan = hasHan || scalar.properties.isIdeographic
                tight.append(scalar)
                spaced.append(scalar)
            } else if let last = spaced.last, last != " ", scalar != "'", scalar != "’" {
                spaced.append(" ")
            }
        }
        if spaced.last == " " { spaced.removeLast() }
        self.tight = tight
        self.spaced = spaced
        self.hasHan = hasHan
    }

    /// The spaced text, and a second form in which single letters in a row are joined: `f r e e` becomes `free`.
    package var spacedForms: [[Unicode.Scalar]] {
        let words = spaced.split(separator: " ", omittingEmptySubsequences: true)
        guard zip(words, words.dropFirst()).contains(where: { $0.count == 1 && $1.count == 1 }) else { return [spaced] }
        var joined: [Unicode.Scalar] = []
        var lastWasSingle = false
        for word in words {
            let isSingle = word.count == 1 && word.first?.properties.isIdeographic == false
            if !joined.isEmpty, !(isSingle && lastWasSingle) { joined.append(" ") }
            joined += word
            lastWasSingle = isSingle
        }
        return [spaced, joined]
    }

    /// Returns how many characters at the end of `text` hold its last `letters` letters and digits.
    package static func characters(holding letters: Int, atEndOf text: String) -> Int {
        var (count, left) = (0, letters)
        for character in text.reversed() where left > 0 {
            count += 1
            left -= TextSkeleton(String(character)).tight.count
        }
        return count
    }

    /// Whether `range` of `text` is bounded by spaces, Han characters or the ends of the text, so that it is a whole
    /// word.
    package static func isWhole(_ range: Range<Int>, in text: [Unicode.Scalar]) -> Bool {
        func touches(_ index: Int) -> Bool {
            guard text.indices.contains(index) else { return false }
            return text[index] != " " && !text[index].properties.isIdeographic
        }
        return !touches(range.lowerBound - 1) && !touches(range.upperBound)
    }

    /// Cyrillic and Greek letters that look like Latin ones: the common pairs of Unicode's confusables (UTS #39).
    private static let lookAlikes: [Unicode.Scalar: Unicode.Scalar] = {
        let pairs = zip("асеорхуіѕјԁɡһӏԛԝαονρτκмтвн".unicodeScalars, "aceopxyisjdghlqwaovptkmtbh".unicodeScalars)
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }()
}
