/// A language that kefu speaks to customers.
package enum Language: String, Sendable, Hashable, Codable, CaseIterable {
    case chinese = "zh"
    case english = "en"

    /// The language a text is mostly written in; nil where it has no letters of either (digits, emoji, codes alone).
    ///
    /// Counts Han characters against Latin words: `我的 iPhone 坏了` is Chinese, `What does 退款 mean?` is English.
    package init?(of text: some StringProtocol) {
        // One concrete loop: generic code over another module's strings runs many times slower.
        self.init(scalarsOf: String(text).unicodeScalars)
    }

    private init?(scalarsOf text: String.UnicodeScalarView) {
        var han = 0
        var latinWords = 0
        var insideWord = false
        for scalar in text {
            let value = scalar.value
            // Ranges first: looking a property up costs fifty times as much.
            let isLatin =
                value < 0x80
                ? (0x41...0x5A).contains(value & ~0x20) : value < 0x250 && scalar.properties.isAlphabetic
            if isLatin, !insideWord { latinWords += 1 }
            insideWord = isLatin || (insideWord && (scalar == "'" || scalar == "’" || scalar == "-"))
            if (0x4E00...0x9FFF).contains(value) || value > 0x3000 && scalar.properties.isIdeographic { han += 1 }
        }
        guard han + latinWords > 0 else { return nil }
        // A Chinese word is a little under two characters.
        self = Double(han) / 1.7 >= Double(latinWords) ? .chinese : .english
    }
}
