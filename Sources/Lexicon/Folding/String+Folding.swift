import Foundation
import RAGCore

/// The foldings of text that comparisons use, each named after what it removes. Case and width alone are folded by
/// `foldingCaseAndWidth` in RAGCore.
extension StringProtocol {
    /// The text with compatibility forms replaced by plain ones (NFKC, Unicode Annex 15): `１５` becomes `15`,
    /// `℃` becomes `°C`. A full-width comma becomes `、`, because a plain one could group digits; `｜` becomes
    /// `|`.
    package func foldingWidth() -> String {
        let text = String(self)
        if let folded = CommonText.folded(text, [.width, .keepsComma]) { return folded }
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { plain.append(scalar == "，" ? "、" : scalar == "｜" ? "|" : scalar) }
        return String(plain).withBoundedCharacters().precomposedStringWithCompatibilityMapping
    }

    /// The letters and digits of the text in lower case and plain width; everything else is removed.
    package func lettersAndDigits() -> String {
        let text = CharacterArray(foldingWidth().foldingCase())
        return text.scalars.indices.split { !text[$0].isWordPart }.map { text.text($0) }
            .joined()
    }

    /// The text with each run of white space replaced by one space, and none at its ends.
    package func collapsingWhitespace() -> String {
        let text = CharacterArray(self)
        return text.scalars.indices.split { text[$0].isWhitespace }.map { text.text($0) }
            .joined(separator: " ")
    }

    /// The words of the text in lower case and plain width, with one space before, between and behind them.
    /// Everything but letters, digits and apostrophes separates words.
    package func spacedWords() -> String {
        let text = CharacterArray(String(self).foldingCaseAndWidth())
        let words = text.scalars.indices.split { !text[$0].isWordPart && text[$0] != "'" && text[$0] != "’" }
        return " " + words.map { text.text($0) }.joined(separator: " ").plainApostrophes() + " "
    }

    /// The text with `'` for `’`.
    package func plainApostrophes() -> String {
        let text = String(self)
        guard text.unicodeScalars.contains("’") else { return text }
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { plain.append(scalar == "’" ? "'" : scalar) }
        return String(plain)
    }

    /// A Latin word in lower case without a possessive ending: `Anna's` becomes `anna`.
    package func droppingPossessive() -> String {
        let word = String(self).foldingCase().plainApostrophes()
        return word.hasSuffix("'s") ? String(word.dropLast(2)) : word
    }
}
