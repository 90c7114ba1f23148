/// The text of a cell or a JSON value that may contain HTML, as help desk programs export it.
///
/// A text counts as HTML only if it has a known element (`<p>`, `</b>`, `<br/>`) or a known entity (`&nbsp;`), so that
/// `A&B`, `a < b` and `<order number>` stay as they are.
enum CellText {
    /// Returns the text without elements and with entities decoded. Costs one pass over a text without `<` and `&`.
    static func plain(_ cell: String) -> String {
        var cell = cell
        let kind = cell.withUTF8(Self.kind)
        switch kind {
        case .plain: return cell
        case .entities: return text(of: cell.replacing("<", with: "&lt;").replacing("\n", with: "<br>"))
        case .inline: return text(of: cell.replacing("\n", with: "<br>"))
        case .blocks: return text(of: cell)
        }
    }

    private enum Kind {
        /// No HTML.
        case plain
        case entities
        /// Elements inside a line; line ends are those of the cell.
        case inline
        /// Elements that end lines.
        case blocks
    }

    private static func text(of markup: String) -> String {
        var omissions = Omissions()
        let text = HTMLReader.fragment(markup, &omissions).text
        // A line end after a pause is where a page was wrapped.
        guard text.contains("\n") else { return text }
        var joined = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            if let last = joined.last, last != "\n" {
                if !pauses.contains(last) { joined.append("\n") } else if last == "," { joined.append(" ") }
            } else if !joined.isEmpty {
                joined.append("\n")
            }
            joined += line
        }
        return joined
    }

    private static let pauses: Set<Character> = ["，", "、", ","]

    private static func kind(of bytes: UnsafeBufferPointer<UInt8>) -> Kind {
        var kind = Kind.plain
        var offset = 0
        while offset < bytes.count {
            let byte = bytes[offset]
            offset += 1
            if byte == UInt8(ascii: "<") {
                switch element(at: offset, in: bytes).map(blocks.contains) {
                case true: return .blocks
                case false: kind = .inline
                case nil: continue
                }
            } else if byte == UInt8(ascii: "&"), kind == .plain, isEntity(at: offset, in: bytes) {
                kind = .entities
            }
        }
        return kind
    }

    /// Returns the name of a known element whose tag begins before `start`; nil if the tag has no end.
    private static func element(at start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var offset = start
        if offset < bytes.count, bytes[offset] == UInt8(ascii: "/") { offset += 1 }
        let nameStart = offset
        while offset < bytes.count, offset - nameStart < 11, isNameByte(bytes[offset]) { offset += 1 }
        let name = String(decoding: bytes[nameStart..<offset], as: UTF8.self).lowercased()
        guard offset < bytes.count, known.contains(name) else { return nil }
        switch bytes[offset] {
        case UInt8(ascii: ">"): return name
        case UInt8(ascii: "/"), .space, .tab, .lineFeed, .carriageReturn:
            // `<a href="…">` has an attribute, `<a or b>` does not.
            let end = bytes[offset...].prefix(mostTagBytes).firstIndex {
                $0 == UInt8(ascii: ">") || $0 == UInt8(ascii: "<")
            }
            guard let end, bytes[end] == UInt8(ascii: ">") else { return nil }
            let inside = bytes[offset..<end]
            return inside.contains(UInt8(ascii: "="))
                || inside.allSatisfy { $0.isASCIIBlank || $0 == UInt8(ascii: "/") }
                ? name : nil
        default: return nil
        }
    }

    private static let mostTagBytes = 2_000

    private static func isNameByte(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
            || (UInt8(ascii: "1")...UInt8(ascii: "6")).contains(byte)
    }

    /// Returns whether a known entity or the number of a character follows the `&` before `start`.
    private static func isEntity(at start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let end = bytes[start...].prefix(12).firstIndex(of: UInt8(ascii: ";")), end > start else { return false }
        let name = bytes[start..<end]
        if name.first == UInt8(ascii: "#") {
            let digits = name.dropFirst()
            return digits.count > 1 && digits.dropFirst().allSatisfy(\.isHexadecimal)
                && (digits.first?.isHexadecimal == true || digits.first.map { $0 | 0x20 } == UInt8(ascii: "x"))
        }
        return entities.contains(String(decoding: name, as: UTF8.self))
    }

    /// Elements that end a line.
    private static let blocks: Set<String> = [
        "p", "div", "br", "ul", "ol", "li", "dl", "dt", "dd", "table", "tr", "td", "th", "h1", "h2", "h3", "h4", "h5",
        "h6",
        "hr", "pre", "blockquote", "section", "article", "html", "body", "tbody", "thead", "figure", "details",
        "summary",
    ]

    private static let known = blocks.union([
        "a", "b", "i", "u", "s", "em", "strong", "span", "font", "img", "sub", "sup", "small", "big", "del", "ins",
        "code",
        "strike", "mark", "label", "button", "center", "style", "script", "input", "iframe", "video", "caption", "col",
        "colgroup", "tfoot", "figcaption", "abbr", "cite", "kbd", "nobr",
    ])

    /// Entities that exports contain.
    private static let entities: Set<String> = [
        "nbsp", "amp", "lt", "gt", "quot", "apos", "mdash", "ndash", "hellip", "ldquo", "rdquo", "lsquo", "rsquo",
        "copy",
        "reg", "trade", "middot", "bull", "times", "divide", "deg", "euro", "pound", "yen", "cent", "sect", "para",
        "laquo",
        "raquo", "ensp", "emsp", "thinsp", "zwnj", "zwj", "shy", "plusmn", "frac12", "frac14", "frac34", "le", "ge",
        "ne",
        "rarr", "larr", "uarr", "darr", "iexcl", "iquest", "eacute", "egrave", "agrave", "aacute", "uuml", "ouml",
        "auml",
        "Uuml", "Ouml", "Auml", "szlig", "ccedil", "ntilde", "oacute", "iacute", "uacute", "sup2", "sup3", "micro",
        "Omega",
        "alpha", "beta", "infin", "check", "permil", "prime", "Prime", "tilde", "circ", "radic", "sum", "ordm", "ordf",
    ]
}

extension UInt8 {
    fileprivate var isHexadecimal: Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(self | 0x20)
    }
}
