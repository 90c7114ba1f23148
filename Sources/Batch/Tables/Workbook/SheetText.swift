import RAGCore

/// Text as a cell of a sheet stores it.
enum SheetText {
    /// Appends a cell at `place`, such as `B7`; nothing for an empty one. `prefix` is that of the elements.
    static func append(_ cell: TableCell, at place: String, style: String?, prefix: String = "", to xml: inout [UInt8])
    {
        let style = style.map { " s=\"\($0)\"" } ?? ""
        switch cell {
        case .empty: return
        case .number:
            let value = "<\(prefix)v>\(cell.text)</\(prefix)v></\(prefix)c>"
            xml += ("<\(prefix)c r=\"\(place)\"\(style)>" + value).utf8
        case .text(let text):
            let head =
                "<\(prefix)c r=\"\(place)\"\(style) t=\"inlineStr\"><\(prefix)is><\(prefix)t xml:space=\"preserve\">"
            xml += head.utf8
            append(text, to: &xml)
            xml += "</\(prefix)t></\(prefix)is></\(prefix)c>".utf8
        }
    }

    /// Appends `text`, escaped. Characters that XML cannot hold are written as `_x0001_`, and a literal `_x0001_` as
    /// `_x005F_x0001_` (ECMA-376, 22.9.2.19). Text that is too long for a cell is cut, with a note.
    static func append(_ text: String, to xml: inout [UInt8]) {
        var kept = text.utf8.count > most ? shortened(text) : text
        kept.withUTF8 { bytes in
            var offset = 0
            while offset < bytes.count {
                let byte = bytes[offset]
                switch byte {
                case UInt8(ascii: "&"): xml += "&amp;".utf8
                case UInt8(ascii: "<"): xml += "&lt;".utf8
                case UInt8(ascii: ">"): xml += "&gt;".utf8
                case .tab, .lineFeed: xml.append(byte)
                case 0..<0x20: xml += escape(byte).utf8
                case UInt8(ascii: "_") where isEscape(bytes[offset...].prefix(7)): xml += escape(byte).utf8
                case 0xEF where bytes[offset...].prefix(2).last == 0xBF && bytes[offset + 2] >= 0xBE:
                    // U+FFFE and U+FFFF are not characters.
                    xml += (bytes[offset + 2] == 0xBE ? "_xFFFE_" : "_xFFFF_").utf8
                    offset += 2
                default: xml.append(byte)
                }
                offset += 1
            }
        }
    }

    private static func escape(_ byte: UInt8) -> String {
        "_x00\(byte < 0x10 ? "0" : "")\(String(byte, radix: 16, uppercase: true))_"
    }

    /// Returns whether the text is `_x`, four hexadecimal digits and `_`.
    private static func isEscape(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        let mark = Array(text)
        guard mark.count == 7, mark[1] == UInt8(ascii: "x"), mark[6] == UInt8(ascii: "_") else { return false }
        return mark[2...5].allSatisfy { byte in
            UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte || UInt8(ascii: "a")...UInt8(ascii: "f") ~= byte | 0x20
        }
    }

    /// UTF-16 code units that a cell may hold ("Excel specifications and limits").
    private static let most = 32_767

    private static func shortened(_ text: String) -> String {
        guard text.utf16.count > most else { return text }
        let note = "… [cut: \(text.utf16.count) characters are more than a cell can hold]"
        let end = text.utf16.index(text.startIndex, offsetBy: most - note.utf16.count)
        return String(text[..<end]) + note
    }
}
