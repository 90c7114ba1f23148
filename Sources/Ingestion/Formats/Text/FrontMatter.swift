/// The keys and values between `---` lines at the beginning of a Markdown file.
///
/// It is a small subset of YAML: `key: value` with the value plain or in single or double quotes, a list `[a, b]`, or a
/// list of `- a` lines below the key; `#` begins a comment line. Anything else means that there is no front matter.
struct FrontMatter: Sendable, Hashable {
    /// Values by lower-case key; a single value is a list of one.
    private(set) var values: [String: [String]] = [:]
    /// Number of lines, including both `---`.
    private(set) var lineCount = 0

    /// Returns nil if the text does not begin with front matter.
    init?(of source: SourceText) {
        guard source[source.content(ofLine: 1)] == "---" else { return nil }
        var key: String?
        var items: [String: [String]] = [:]
        for line in stride(from: 2, through: source.lineCount, by: 1) {
            let content = source[source.content(ofLine: line)]
            if content == "---" || content == "..." {
                lineCount = line
                if items.isEmpty, line > 2 { return nil }
                values = items.mapValues { $0.filter { !$0.isEmpty } }.filter { !$0.value.isEmpty }
                return
            }
            guard Self.take(content, key: &key, items: &items) else { return nil }
        }
        return nil
    }

    /// Parses one line; returns false if it does not fit.
    private static func take(_ line: Substring, key: inout String?, items: inout [String: [String]]) -> Bool {
        let trimmed = line.trimmingBlanks()
        if trimmed.isEmpty || trimmed.hasPrefix("#") { return true }
        if trimmed.hasPrefix("- "), let key {
            items[key, default: []].append(unquoted(trimmed.dropFirst(2).trimmingBlanks()))
            return true
        }
        guard let colon = trimmed.firstIndex(of: ":"), line.first?.isWhitespace == false else { return false }
        let name = trimmed[..<colon]
        let value = trimmed[trimmed.index(after: colon)...]
        guard !name.isEmpty, name.allSatisfy({ $0.isLetter || $0.isNumber || "-_ ".contains($0) }),
            value.isEmpty || value.first?.isWhitespace == true
        else { return false }
        key = name.lowercased()
        items[name.lowercased()] = Self.values(in: value.trimmingBlanks())
        return true
    }

    private static func values(in text: Substring) -> [String] {
        guard text.hasPrefix("["), text.hasSuffix("]") else { return [unquoted(text)] }
        return text.dropFirst().dropLast().split(separator: ",").map { unquoted($0.trimmingBlanks()) }
    }

    private static func unquoted(_ text: Substring) -> String {
        guard let first = text.first, first == "\"" || first == "'", text.count >= 2, text.last == first else {
            return String(text)
        }
        return String(text.dropFirst().dropLast())
    }
}
