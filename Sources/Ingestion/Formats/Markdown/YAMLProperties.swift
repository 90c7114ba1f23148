/// The part of YAML that front matter uses: nested keys, lists, `[a, b]`, quoted and folded texts, comments.
struct YAMLProperties {
    private(set) var values: [String: [String]] = [:]
    /// Open keys with their indentation, outermost first.
    private var open: [(indent: Int, key: String)] = []
    /// A text of several lines that is not finished: its key, its indentation, and whether its lines are joined.
    private var block: (key: String, indent: Int, isFolded: Bool, lines: [Substring])?
    /// Key of the last value, which an indented line continues.
    private var lastKey: String?
    private var flow: (key: String, text: String)?

    /// Returns nil if a line without indentation is no property, or a list is never closed: then it is not YAML.
    init?(_ lines: [Substring]) {
        for line in lines {
            guard take(line) else { return nil }
        }
        endBlock()
        if flow != nil { return nil }
    }

    private mutating func take(_ line: Substring) -> Bool {
        let indent = line.prefix { $0 == " " || $0 == "\t" }.count
        let text = line.trimmingBlanks()
        if let open = block {
            if text.isEmpty || indent > open.indent {
                block?.lines.append(text)
                return true
            }
            endBlock()
        }
        if let open = flow {
            flow?.text += " " + text
            if Self.isClosed(flow?.text ?? "") {
                values[open.key] = Self.items(in: (flow?.text ?? "")[...])
                flow = nil
            }
            return true
        }
        if text.isEmpty || text.hasPrefix("#") { return true }
        if text == "-" || text.hasPrefix("- ") { return takeItem(text.dropFirst().trimmingBlanks(), indent: indent) }
        guard let (name, value) = Self.property(text), indent > 0 || Self.isName(name) else {
            // The continuation of a text over several lines.
            guard indent > 0, let key = lastKey, let value = values[key]?.popLast() else { return false }
            values[key]?.append(value + " " + text)
            return true
        }
        take(name, value, indent: indent)
        return true
    }

    private mutating func take(_ name: Substring, _ value: Substring, indent: Int) {
        while let last = open.last, last.indent >= indent { open.removeLast() }
        let key = (open.map(\.key) + [Self.unquoted(name).lowercased()]).joined(separator: ".")
        lastKey = nil
        if value.isEmpty {
            open.append((indent, Self.unquoted(name).lowercased()))
            values[key] = values[key] ?? []
        } else if let style = value.first, style == ">" || style == "|", value.count <= 3 {
            block = (key, indent, style == ">", [])
        } else if value.hasPrefix("["), !Self.isClosed(String(value)) {
            flow = (key, String(value))
        } else {
            values[key] = Self.items(in: value)
            if value.first != "[" { lastKey = key }
        }
    }

    private mutating func takeItem(_ item: Substring, indent: Int) -> Bool {
        while let last = open.last, last.indent > indent { open.removeLast() }
        guard let key = open.isEmpty ? nil : open.map(\.key).joined(separator: ".") else { return indent > 0 }
        if let (name, value) = Self.property(item), !item.hasPrefix("\""), !item.hasPrefix("'") {
            values[key + "." + Self.unquoted(name).lowercased(), default: []] +=
                value.isEmpty ? [] : Self.items(in: value)
        } else {
            values[key, default: []].append(Self.unquoted(Self.withoutComment(item)))
        }
        lastKey = nil
        return true
    }

    private mutating func endBlock() {
        guard let found = block else { return }
        let text = found.lines.joined(separator: found.isFolded ? " " : "\n")
        var inline = InlineText()
        inline.append(found.isFolded ? found.lines.joined(separator: "\n") : "")
        values[found.key] = [found.isFolded ? inline.take() : String(text[...].trimmingBlanks())]
        block = nil
    }

    /// Returns the name and the value of `name: value`.
    private static func property(_ text: Substring) -> (name: Substring, value: Substring)? {
        let start = text.first == "\"" ? text.dropFirst().firstIndex(of: "\"") ?? text.startIndex : text.startIndex
        guard let colon = text[start...].firstIndex(of: ":"), colon > text.startIndex else { return nil }
        let value = text[text.index(after: colon)...]
        guard value.isEmpty || value.first?.isWhitespace == true else { return nil }
        return (text[..<colon].trimmingBlanks(), value.trimmingBlanks())
    }

    /// Returns whether a text can be the name of a property, and not the beginning of a sentence.
    private static func isName(_ name: Substring) -> Bool {
        unquoted(name).allSatisfy { $0.isLetter || $0.isNumber || "-_ .".contains($0) }
    }

    private static func isClosed(_ text: String) -> Bool {
        withoutComment(text[...]).trimmingBlanks().hasSuffix("]")
    }

    /// Returns the elements of `[a, "b, c"]`, or one value.
    static func items(in text: Substring) -> [String] {
        let text = withoutComment(text).trimmingBlanks()
        guard text.hasPrefix("["), text.hasSuffix("]") else { return [unquoted(text)] }
        var items: [Substring] = []
        var start = text.index(after: text.startIndex)
        var quote: Character?
        for index in text.indices.dropFirst() {
            let character = text[index]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "\"" || character == "'" {
                quote = character
            } else if character == "," || index == text.index(before: text.endIndex) {
                items.append(text[start..<index])
                start = text.index(after: index)
            }
        }
        return items.map { unquoted($0.trimmingBlanks()) }
    }

    /// Returns the text without a comment, which begins with `#` after a blank, outside quotation marks.
    static func withoutComment(_ text: Substring) -> Substring {
        guard text.contains("#") else { return text }
        var quote: Character?
        var last: Character = " "
        for index in text.indices {
            let character = text[index]
            if let open = quote {
                if character == open { quote = nil }
            } else if (character == "\"" || character == "'") && (last.isWhitespace || "[,=:".contains(last)) {
                quote = character
            } else if character == "#", last.isWhitespace {
                return text[..<index].trimmingBlanks()
            }
            last = character
        }
        return text
    }

    static func unquoted(_ text: Substring) -> String {
        guard let first = text.first, first == "\"" || first == "'", text.count >= 2, text.last == first else {
            return String(text)
        }
        let inner = text.dropFirst().dropLast()
        return String(first == "\"" ? inner.replacing("\\\"", with: "\"") : inner.replacing("''", with: "'"))
    }
}
