import Foundation

/// A table in plain text whose columns line up, also where characters are two cells wide.
struct TextTable {
    let header: [String]
    let rows: [[String]]

    /// The header, then a line a row; columns after the first are flush right.
    var text: String {
        let lines = [header] + rows
        let widths = header.indices.map { column in lines.map { $0[column].terminalWidth }.max() ?? 0 }
        return lines.map { line in
            zip(line, widths).enumerated().map { column, cell in
                let padding = String(repeating: " ", count: cell.1 - cell.0.terminalWidth)
                return column == 0 ? cell.0 + padding : padding + cell.0
            }.joined(separator: "  ")
        }.joined(separator: "\n")
    }
}

extension String {
    /// Cells that the text takes in a terminal: two for East Asian wide characters and emoji, none for combining marks.
    var terminalWidth: Int {
        reduce(0) { width, character in
            guard let scalar = character.unicodeScalars.first else { return width }
            let isWide =
                switch scalar.value {
                case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF,
                    0xFE30...0xFE6F,
                    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
                    true
                default: false
                }
            return width + (isWide ? 2 : scalar.properties.generalCategory == .nonspacingMark ? 0 : 1)
        }
    }

    /// Every line moved to the right.
    func indented(by count: Int) -> String {
        let margin = String(repeating: " ", count: count)
        return split(separator: "\n", omittingEmptySubsequences: false).map { margin + $0 }.joined(separator: "\n")
    }
}

extension BinaryFloatingPoint {
    /// With `digits` after the point, whatever the locale.
    func formatted(digits: Int) -> String { String(format: "%.\(digits)f", Double(self)) }
}
