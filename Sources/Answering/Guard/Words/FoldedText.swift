import Foundation

/// A text as words are looked for in it.
struct FoldedText {
    /// Letters and digits alone.
    let tight: [Unicode.Scalar]
    /// Words with one space between them.
    let spaced: [Unicode.Scalar]
    let hasHan: Bool

    init(_ text: String) {
        let plain = InvisibleText.removed(from: text).decomposedStringWithCompatibilityMapping.lowercased()
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

    /// The text as it stands, and with letters that stand alone in a row drawn together: `f r e e` is `free`.
    var spacedReadings: [[Unicode.Scalar]] {
        let words = spaced.split(separator: " ", omittingEmptySubsequences: true)
        guard zip(words, words.dropFirst()).contains(where: { $0.count == 1 && $1.count == 1 }) else { return [spaced] }
        var drawn: [Unicode.Scalar] = []
        var lastWasSingle = false
        for word in words {
            let isSingle = word.count == 1 && word.first?.properties.isIdeographic == false
            if !drawn.isEmpty, !(isSingle && lastWasSingle) { drawn.append(" ") }
            drawn += word
            lastWasSingle = isSingle
        }
        return [spaced, drawn]
    }

    /// Characters at the end of `text` that hold its last `letters` letters and digits.
    static func characters(holding letters: Int, atEndOf text: String) -> Int {
        var (count, left) = (0, letters)
        for character in text.reversed() where left > 0 {
            count += 1
            left -= FoldedText(String(character)).tight.count
        }
        return count
    }

    /// Whether no letter or digit of a script with spaces touches `range`.
    static func isWhole(_ range: Range<Int>, in text: [Unicode.Scalar]) -> Bool {
        func touches(_ index: Int) -> Bool {
            guard text.indices.contains(index) else { return false }
            return text[index] != " " && !text[index].properties.isIdeographic
        }
        return !touches(range.lowerBound - 1) && !touches(range.upperBound)
    }

    /// Cyrillic and Greek letters, and digits and signs, that pass for Latin ones; from Unicode's confusables (UTS #39), the common ones.
    private static let lookAlikes: [Unicode.Scalar: Unicode.Scalar] = {
        let pairs = zip("асеорхуіѕјԁɡһӏԛԝαονρτκмтвн".unicodeScalars, "aceopxyisjdghlqwaovptkmtbh".unicodeScalars)
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }()
}
