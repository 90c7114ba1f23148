/// A language that kefu speaks to customers.
package enum Language: String, Sendable, Hashable, Codable, CaseIterable {
    case chinese = "zh"
    case english = "en"

    /// The language a text is mostly written in; nil where it has no letters of either (digits, emoji, codes alone).
    ///
    /// Counts Han characters against Latin words: `我的 iPhone 坏了` is Chinese, `What does 退款 mean?` is English.
    package init?(of text: some StringProtocol) {
        var han = 0
        var latinWords = 0
        var insideWord = false
        for scalar in text.unicodeScalars {
            let isLatin = scalar.properties.isAlphabetic && scalar.value < 0x250
            if isLatin, !insideWord { latinWords += 1 }
            insideWord = isLatin || (insideWord && (scalar == "'" || scalar == "’" || scalar == "-"))
            if scalar.properties.isIdeographic { han += 1 }
        }
        guard han + latinWords > 0 else { return nil }
        // A Chinese word is a little under two characters.
        self = Double(han) / 1.7 >= Double(latinWords) ? .chinese : .english
    }
}
