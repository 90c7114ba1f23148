extension String {
    /// The text as a column stores it: U+FFFD replaces U+0000, at which SQLite would end it (CommonMark 0.31, section
    /// 2.3, does the same).
    var stored: String {
        utf8.contains(0) ? String(UnicodeScalarView(unicodeScalars.map { $0 == "\0" ? "\u{FFFD}" : $0 })) : self
    }
}
