/// The part of TOML that front matter uses: keys, sections, texts, lists, dates and numbers (<https://toml.io>).
struct TOMLProperties {
    private(set) var values: [String: [String]] = [:]
    private var section = ""
    /// A value over several lines: its key, its text so far, and what ends it.
    private var open: (key: String, text: String, end: String)?

    /// Returns nil if a line is neither a property nor a section.
    init?(_ lines: [Substring]) {
        for line in lines {
            guard take(line) else { return nil }
        }
        close()
    }

    private mutating func take(_ line: Substring) -> Bool {
        if let found = open {
            open?.text += "\n" + line
            if line.contains(found.end) { close() }
            return true
        }
        let text = YAMLProperties.withoutComment(line).trimmingBlanks()
        if text.isEmpty || text.hasPrefix("#") { return true }
        if text.hasPrefix("["), text.hasSuffix("]") {
            section = text.filter { !"[]\" ".contains($0) }.lowercased() + "."
            return true
        }
        guard let equals = text.firstIndex(of: "="), equals > text.startIndex else { return false }
        let name = text[..<equals].trimmingBlanks()
        guard name.allSatisfy({ $0.isLetter || $0.isNumber || "-_.\"' ".contains($0) }) else { return false }
        let key = section + name.filter { $0 != "\"" && $0 != "'" }.lowercased()
        let value = text[text.index(after: equals)...].trimmingBlanks()
        for quotes in ["\"\"\"", "'''"] where value.hasPrefix(quotes) {
            open = (key, String(value.dropFirst(3)), quotes)
            if value.dropFirst(3).contains(quotes) { close() }
            return true
        }
        open = (key, String(value), "]")
        if !value.hasPrefix("[") || value.hasSuffix("]") { close() }
        return true
    }

    private mutating func close() {
        guard let found = open else { return }
        open = nil
        if found.end == "]" {
            values[found.key] = YAMLProperties.items(in: found.text.replacing("\n", with: " ")[...])
        } else {
            let text = found.text.firstRange(of: found.end).map { found.text[..<$0.lowerBound] } ?? found.text[...]
            values[found.key] = [String(text.trimmingBlanks())]
        }
    }
}
