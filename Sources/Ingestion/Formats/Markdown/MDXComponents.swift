/// Reads the code and the tags of MDX (<https://mdxjs.com/docs/what-is-mdx/>): imports and exports go out, tags too,
/// but their titles stay as headings, and their other texts as text.
struct MDXComponents {
    /// A part of a line.
    enum Part {
        case text(String)
        case begin(title: String)
        /// The end of the section of the last title that is open.
        case end
    }

    /// Names of components that held nothing to read, for the notes.
    private(set) var omissions: [String] = []
    /// Open components, and whether each has a title.
    private var open: [(name: Substring, hasTitle: Bool)] = []
    /// Values that the file exports: `export const fee = 7`.
    private var constants: [String: String] = [:]
    /// Number of open brackets of an import or export over several lines.
    private var codeDepth = 0
    /// A tag over several lines, as far as it was read.
    private var tag = ""
    private var isInComment = false

    /// Returns whether a file begins with an import, as MDX does.
    static func begin(_ source: SourceText, afterLine skipped: Int) -> Bool {
        let first = (skipped + 1...max(source.lineCount, skipped + 1)).lazy.prefix(10)
            .map { source[source.content(ofLine: $0)].trimmingBlanks() }
            .first { !$0.isEmpty && !$0.hasPrefix("#") && !$0.hasPrefix("<!--") }
        guard let first, first.hasPrefix("import ") else { return false }
        return first.hasSuffix("'") || first.hasSuffix("\"") || first.hasSuffix("';") || first.hasSuffix("\";")
    }

    /// Returns the line without code and tags, or its parts if tags divide it; nil if nothing of it is text.
    mutating func prepare(_ line: String) -> (text: String, parts: [Part])? {
        if codeDepth > 0 {
            codeDepth += Self.depth(of: line)
            return nil
        }
        if tag.isEmpty, line.hasPrefix("import ") || line.hasPrefix("export ") {
            takeConstant(line)
            codeDepth = max(Self.depth(of: line), 0)
            return nil
        }
        var text = withoutComments(line)
        if !tag.isEmpty {
            text = tag + " " + text
            tag = ""
        }
        if text.contains("{") { text = withValues(text) }
        guard text.contains("<") else { return (text, []) }
        let found = parts(of: text)
        return found.count == 1 ? single(found[0]) : (text: "", parts: found.isEmpty ? [.text("")] : found)
    }

    private func single(_ part: Part) -> (text: String, parts: [Part]) {
        if case .text(let text) = part { (text, []) } else { ("", [part]) }
    }

    // MARK: Tags

    private mutating func parts(of line: String) -> [Part] {
        var parts: [Part] = []
        var text = ""
        var rest = line[...]
        var code = CodeMarks()
        func addText() {
            if !text[...].trimmingBlanks().isEmpty { parts.append(.text(text)) }
            text = ""
        }
        while let start = rest.firstIndex(of: "<") {
            let isCode = code.isOpen(after: rest[..<start])
            text += rest[..<start]
            let name = rest[start...].dropFirst().drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber || $0 == "." }
            let isFragment = rest[start...].hasPrefix("<>") || rest[start...].hasPrefix("</>")
            guard !isCode, name.first?.isUppercase == true || isFragment else {
                text += "<"
                rest = rest[rest.index(after: start)...]
                continue
            }
            guard let end = Self.end(of: rest[start...]) else {
                // The tag goes on in the next line, within reason.
                if rest[start...].utf8.count < Self.longestTag {
                    tag = String(rest[start...])
                } else {
                    text += rest[start...]
                }
                addText()
                return parts
            }
            let found = rest[start...end]
            rest = rest[rest.index(after: end)...]
            if isFragment { continue }
            if found.hasPrefix("</") {
                addText()
                parts += close(name)
            } else if found.hasSuffix("/>") {
                let words = Self.texts(of: found)
                if words.isEmpty { omissions.append("the component \(name)") }
                text += words
            } else {
                let title = Self.title(of: found)
                if !title.isEmpty {
                    addText()
                    parts.append(.begin(title: title))
                }
                open.append((name, !title.isEmpty))
            }
        }
        text += rest
        addText()
        return parts
    }

    private static let longestTag = 5_000

    private mutating func close(_ name: Substring) -> [Part] {
        guard let index = open.lastIndex(where: { $0.name == name }) else { return [] }
        let titles = open[index...].count { $0.hasTitle }
        open.removeSubrange(index...)
        return Array(repeating: .end, count: titles)
    }

    /// Returns the index of the `>` that ends a tag, outside quotation marks and braces.
    private static func end(of tag: Substring) -> Substring.Index? {
        var quote: Character?
        var depth = 0
        for index in tag.indices {
            let character = tag[index]
            if let open = quote {
                if character == open { quote = nil }
            } else if character == "{" {
                depth += 1
            } else if character == "}" {
                depth -= 1
            } else if depth <= 0, character == "\"" || character == "'" {
                quote = character
            } else if depth <= 0, character == ">" {
                return index
            }
        }
        return nil
    }

    private static func title(of tag: Substring) -> String {
        for name in ["label", "title", "heading", "header", "summary", "question", "caption"] {
            if let text = value(of: name, in: tag) { return text }
        }
        return ""
    }

    /// Returns the texts of a tag without content: its title, or else the values that are no settings.
    private static func texts(of tag: Substring) -> String {
        var texts: [String] = []
        var rest = tag.drop { !$0.isWhitespace }
        while let equals = rest.firstIndex(of: "=") {
            let name = rest[..<equals].split(whereSeparator: \.isWhitespace).last ?? ""
            let value = rest[equals...].dropFirst()
            guard let open = value.first else { break }
            let close: Character = open == "{" ? "}" : open
            let text = value.dropFirst().prefix { $0 != close }
            rest = value[text.endIndex...].dropFirst()
            let isText = open == "{" ? text.allSatisfy { $0.isNumber || $0 == "." } : true
            if isText, !settings.contains(name.lowercased()), !text.isEmpty { texts.append(String(text)) }
        }
        return texts.joined(separator: " ")
    }

    private static let settings: Set<String> = [
        "src", "href", "id", "classname", "class", "style", "icon", "type", "width", "height", "color", "key", "slug",
        "path", "url", "to", "component", "as", "lang", "language", "variant", "size", "value", "groupid", "default",
        "defaultvalue", "target", "rel", "loading", "align", "theme", "name", "ref", "client", "cols",
    ]

    /// Returns the value of an attribute: `label="Basic"`, `label={'Basic'}`.
    private static func value(of name: String, in tag: Substring) -> String? {
        for (start, end) in [("=\"", "\""), ("='", "'"), ("={\"", "\""), ("={'", "'"), ("={`", "`")] {
            guard let found = tag.firstRange(of: " " + name + start) else { continue }
            let rest = tag[found.upperBound...]
            guard let close = rest.firstRange(of: end) else { continue }
            return String(rest[..<close.lowerBound])
        }
        return nil
    }

    // MARK: Values and comments

    private mutating func takeConstant(_ line: String) {
        guard line.hasPrefix("export const "), let equals = line.firstIndex(of: "=") else { return }
        let name = line[..<equals].dropFirst("export const ".count).prefix { $0.isLetter || $0.isNumber || $0 == "_" }
        let value = line[line.index(after: equals)...].trimmingBlanks().prefix { $0 != ";" }.trimmingBlanks()
        let isText = value.count >= 2 && value.first == value.last && value.first.map { "\"'`".contains($0) } == true
        let isNumber = !value.isEmpty && value.allSatisfy { $0.isNumber || $0 == "." || $0 == "-" }
        if isText || isNumber { constants[String(name)] = String(isText ? value.dropFirst().dropLast() : value) }
    }

    /// Returns the line with the values of constants and of texts in braces.
    private func withValues(_ line: String) -> String {
        var text = ""
        var rest = line[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            let inner = rest[open..<close].dropFirst().trimmingBlanks()
            let isText =
                inner.count >= 2 && inner.first == inner.last && inner.first.map { "\"'`".contains($0) } == true
            let isAttribute = rest[..<open].last == "="
            if isAttribute, let value = constants[String(inner)] {
                text += rest[...open] + value + "}"
            } else if let value = constants[String(inner)] {
                text += rest[..<open] + value
            } else if !isAttribute, isText {
                text += rest[..<open] + inner.dropFirst().dropLast()
            } else {
                text += rest[...close]
            }
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }

    private mutating func withoutComments(_ line: String) -> String {
        guard isInComment || line.contains("{/*") else { return line }
        var text = ""
        var rest = line[...]
        while true {
            if isInComment {
                guard let end = rest.firstRange(of: "*/}") else { return text }
                rest = rest[end.upperBound...]
                isInComment = false
            }
            guard let start = rest.firstRange(of: "{/*") else { return text + rest }
            text += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            isInComment = true
        }
    }

    private static func depth(of line: String) -> Int {
        line.reduce(0) { "{([".contains($1) ? $0 + 1 : "})]".contains($1) ? $0 - 1 : $0 }
    }
}
