extension String {
    /// Returns the text with at most 31 Unicode scalars of each character (`CharacterLimit`). Takes linear time, and
    /// one look at each byte for ordinary text.
    package func withBoundedCharacters() -> String {
        guard mayHaveLongCharacter else { return self }
        var limit = CharacterLimit()
        var text = UnicodeScalarView()
        for scalar in unicodeScalars where limit.admits(scalar) { text.append(scalar) }
        return String(text)
    }

    /// Whether so many scalars follow each other that could be one character: neither ASCII nor Han.
    private var mayHaveLongCharacter: Bool {
        var text = self
        return text.withUTF8 { bytes in
            var run = 0
            var offset = 0
            while offset < bytes.count {
                let lead = bytes[offset]
                // U+4000 to U+9FFF begin with these bytes; no such character joins the one before it.
                run = lead < 0x80 || (0xE4...0xE9).contains(lead) ? 0 : run + 1
                if run >= CharacterLimit.mostScalars { return true }
                offset += lead.scalarLength
            }
            return false
        }
    }
}
