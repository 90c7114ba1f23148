extension String {
    /// The text without control characters other than line end and tab, and without marks that change the writing
    /// direction.
    ///
    /// Documents, file names, questions and replies of services are printed, and none of them may control the terminal.
    package var withoutControls: String {
        String(String.UnicodeScalarView(unicodeScalars.filter { !$0.isTerminalControl }))
    }
}

extension Unicode.Scalar {
    /// Whether the character controls a terminal or changes the writing direction; not line end and tab.
    package var isTerminalControl: Bool {
        switch value {
        case 0x09, 0x0A: false
        case 0..<0x20, 0x7F...0x9F, 0x61C, 0x200E, 0x200F, 0x2028...0x202E, 0x2066...0x2069: true
        default: false
        }
    }
}
