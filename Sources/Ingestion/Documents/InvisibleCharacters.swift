extension String {
    /// The text without characters that show nothing: soft hyphens, zero-width spaces, word joiners, byte order marks.
    /// Joiners stay, because emoji and some scripts need them.
    var withoutInvisibleCharacters: String {
        guard utf8.contains(0xC2) || utf8.contains(0xE2) || utf8.contains(0xEF),
            unicodeScalars.contains(where: \.isInvisible)
        else { return self }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: unicodeScalars.lazy.filter { !$0.isInvisible })
        return String(text)
    }
}

extension Unicode.Scalar {
    /// Whether the character shows nothing and joins nothing.
    var isInvisible: Bool {
        switch self {
        case "\u{AD}", "\u{200B}", "\u{2060}", "\u{FEFF}": true
        default: false
        }
    }
}
