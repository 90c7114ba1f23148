import Foundation
import RAGCore

/// The foldings of text that comparisons use, each named after what it removes. Case and width alone are folded by
/// `foldingCaseAndWidth` in RAGCore.
extension StringProtocol {
    /// The text with compatibility forms replaced by plain ones (NFKC, Unicode Annex 15): `１５` becomes `15`,
    /// `℃` becomes `°C`. A full-width comma becomes `、`, because a plain one could group digits; `｜` becomes
    /// `|`.
    package func foldingWidth() -> String {
        if utf8.allSatisfy({ $0 < 0x80 }) { return String(self) }
        var plain = String.UnicodeScalarView()
        for scalar in unicodeScalars { plain.append(scalar == "，" ? "、" : scalar == "｜" ? "|" : scalar) }
        return String(plain).withBoundedCharacters().precomposedStringWithCompatibilityMapping
    }

    /// The letters and digits of the text in lower case and plain width; everything else is removed.
    package func lettersAndDigits() -> String {
        foldingWidth().lowercased().filter { $0.isLetter || $0.isNumber }
    }

    /// The text with each run of white space replaced by one space, and none at its ends.
    package func collapsingWhitespace() -> String {
        split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// The words of the text in lower case and plain width, with one space before, between and behind them.
    /// Everything but letters, digits and apostrophes separates words.
    package func spacedWords() -> String {
        let words = String(self).foldingCaseAndWidth().split {
            !$0.isLetter && !$0.isNumber && $0 != "'" && $0 != "’"
        }
        return " " + words.joined(separator: " ").replacing("’", with: "'") + " "
    }

    /// A Latin word in lower case without a possessive ending: `Anna's` becomes `anna`.
    package func droppingPossessive() -> String {
        let word = lowercased().replacing("’", with: "'")
        return word.hasSuffix("'s") ? String(word.dropLast(2)) : word
    }
}
