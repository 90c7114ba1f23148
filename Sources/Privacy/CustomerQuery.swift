import Foundation

/// A customer as somebody names them: a name, a telephone number, an e-mail address, an order number. Finds them in
/// texts, however they are spelled there.
package struct CustomerQuery: Sendable {
    /// The keys of the numbers and addresses that are named, by which masked ones are found.
    package let keys: Set<String>
    private let words: [Unicode.Scalar]
    /// The digits if the query is a number; else nil.
    private let digits: [Unicode.Scalar]?

    /// A number with fewer digits is looked for as it is written: parts of prices and dates would be found.
    private static let fewestDigits = 6

    /// Creates a query; nil if `text` has fewer than two characters, which would be found nearly everywhere.
    package init?(_ text: String) {
        words = Self.folded(text)
        guard words.count >= 2 else { return nil }
        keys = PrivateDataMask().maskedKeys(in: [text])
        let digits = words.filter(\.isASCIIDigit)
        let isNumber = words.allSatisfy { $0.isASCIIDigit || Self.isSeparator($0) }
        self.digits = isNumber && digits.count >= Self.fewestDigits ? digits : nil
    }

    /// Returns whether the customer is named in `text`. A word in Latin letters must be whole: `Ann` is not in
    /// `annual`.
    package func isNamed(in text: String) -> Bool {
        let scalars = Self.folded(text)
        if let digits, Self.runs(of: scalars).contains(where: { Self.find(digits, in: $0, from: 0) != nil }) {
            return true
        }
        var start = 0
        while let found = Self.find(words, in: scalars, from: start) {
            if Self.isWhole(found, in: scalars) { return true }
            start = found.lowerBound + 1
        }
        return !keys.isEmpty && !keys.isDisjoint(with: PrivateDataScan(text).findings.map(\.key))
    }

    /// Returns compatible characters, in lower case, with one space between words.
    private static func folded(_ text: String) -> [Unicode.Scalar] {
        let plain = text.precomposedStringWithCompatibilityMapping.lowercased()
        var scalars: [Unicode.Scalar] = []
        for scalar in plain.unicodeScalars {
            if scalar.properties.isWhitespace {
                if scalars.last != " ", !scalars.isEmpty { scalars.append(" ") }
            } else if !scalar.properties.isDefaultIgnorableCodePoint {
                scalars.append(scalar)
            }
        }
        if scalars.last == " " { scalars.removeLast() }
        return scalars
    }

    /// Returns the place of `needle` at or after `start`, in linear time (Knuth, Morris and Pratt).
    private static func find(_ needle: [Unicode.Scalar], in text: [Unicode.Scalar], from start: Int) -> Range<Int>? {
        guard needle.count <= text.count - start else { return nil }
        var borders = [0]
        var length = 0
        for index in needle.indices.dropFirst() {
            while length > 0, needle[index] != needle[length] { length = borders[length - 1] }
            if needle[index] == needle[length] { length += 1 }
            borders.append(length)
        }
        length = 0
        for index in start..<text.count {
            while length > 0, text[index] != needle[length] { length = borders[length - 1] }
            if text[index] == needle[length] { length += 1 }
            if length == needle.count { return (index + 1 - length)..<(index + 1) }
        }
        return nil
    }

    private static func isWhole(_ range: Range<Int>, in text: [Unicode.Scalar]) -> Bool {
        let joins = { (left: Int, right: Int) in
            text.indices.contains(left) && text.indices.contains(right) && isLatin(text[left]) && isLatin(text[right])
        }
        return !joins(range.lowerBound - 1, range.lowerBound) && !joins(range.upperBound - 1, range.upperBound)
    }

    /// Whether the scalar joins with its neighbours to a word: a letter or digit, but no Chinese or Japanese character.
    private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCIIDigit
            || scalar.properties.isAlphabetic && !scalar.properties.isIdeographic && scalar.value < 0x2E80
    }

    /// Returns the digits of each number in `text`, whatever separates its groups.
    private static func runs(of text: [Unicode.Scalar]) -> [[Unicode.Scalar]] {
        text.split { !$0.isASCIIDigit && !isSeparator($0) }.map { $0.filter(\.isASCIIDigit) }
    }

    private static func isSeparator(_ scalar: Unicode.Scalar) -> Bool {
        " -.()+/\u{2010}\u{2011}\u{2012}\u{2013}\u{2014}".unicodeScalars.contains(scalar)
    }
}
