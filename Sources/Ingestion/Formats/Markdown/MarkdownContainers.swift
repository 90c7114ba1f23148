import RAGCore

/// Call-outs, folded parts and tabs in the notations of the usual site generators: `:::caution`, `!!! warning "Title"`,
/// `??? question "Title"`, `=== "Tab"`, `> [!NOTE]`, `{% notice %}`.
struct MarkdownContainers {
    /// An open part: the number of colons that close it, or the indentation of its text.
    private struct Open {
        var colons = 0
        var indent = 0
        /// Level of its heading, or nil.
        var level: Int?
        var holdsTabs = false
    }

    private var open: [Open] = []

    /// Returns whether the line only opens or closes a part, and writes what stands for it.
    mutating func take(_ line: String, _ lines: inout MarkdownLines) -> Bool {
        let trimmed = line[...].trimmingBlanks()
        guard let first = trimmed.first else { return false }
        switch first {
        case ":" where trimmed.hasPrefix(":::"): return takeColons(trimmed, &lines)
        case "!" where trimmed.hasPrefix("!!! "), "?" where trimmed.hasPrefix("??? ") || trimmed.hasPrefix("???+ "):
            return takeAdmonition(trimmed, in: line, &lines)
        case "=" where trimmed.hasPrefix("=== ") && trimmed.contains("\""):
            return takeAdmonition(trimmed, in: line, &lines)
        case "=" where trimmed.hasPrefix("== ") && open.last?.holdsTabs == true, "@" where trimmed.hasPrefix("@tab"):
            guard let last = open.last, last.holdsTabs else { return false }
            if let level = last.level { lines.endSection(level) }
            let title = trimmed.drop { $0 != " " }.trimmingBlanks()
            open[open.count - 1].level = lines.beginSection(
                title.hasPrefix("tab ") ? String(title.dropFirst(4)) : String(title)
            )
            return true
        case ">": return takeQuotedKind(trimmed, &lines)
        case "{" where trimmed.hasPrefix("{%") || trimmed.hasPrefix("{{<") || trimmed.hasPrefix("{{%"):
            return takeTag(trimmed, &lines)
        default: return false
        }
    }

    /// Returns the line without the indentation of the open parts. A line with less indentation closes them.
    mutating func dedented(_ line: Substring, _ lines: inout MarkdownLines) -> Substring {
        guard let last = open.last, last.indent > 0 else { return line }
        if line.allSatisfy(\.isWhitespace) { return "" }
        let indent = line.prefix { $0 == " " }.count + (line.first == "\t" ? 4 : 0)
        while let last = open.last, last.indent > indent { close(&lines) }
        return dedented(line)
    }

    func dedented(_ line: Substring) -> Substring {
        guard let indent = open.last?.indent, indent > 0 else { return line }
        if line.first == "\t" { return line.dropFirst() }
        return line.dropFirst(min(indent, line.prefix { $0 == " " }.count))
    }

    mutating func closeAll(_ lines: inout MarkdownLines) {
        while !open.isEmpty { close(&lines) }
    }

    private mutating func close(_ lines: inout MarkdownLines) {
        guard let last = open.popLast() else { return }
        if let level = last.level { lines.endSection(level) } else { lines.emit("") }
    }

    private mutating func takeColons(_ line: Substring, _ lines: inout MarkdownLines) -> Bool {
        let colons = line.prefix { $0 == ":" }.count
        var rest = line.dropFirst(colons).trimmingBlanks()
        if rest.isEmpty {
            if let last = open.last, last.colons > 0, last.colons <= colons { close(&lines) } else { lines.emit("") }
            return true
        }
        if let attributes = rest.firstIndex(of: "{") { rest = rest[..<attributes].trimmingBlanks() }
        let kind = rest.prefix { $0.isLetter || $0 == "-" || $0 == "_" }
        var title = rest[kind.endIndex...].trimmingBlanks()
        if title.hasPrefix("["), title.hasSuffix("]") { title = title.dropFirst().dropLast() }
        var part = Open(colons: colons)
        part.holdsTabs = kind.hasPrefix("tab") || kind == "code-tabs"
        if kind == "details" || kind == "tab-item" || kind == "tab", !title.isEmpty {
            part.level = lines.beginSection(String(title))
        } else {
            callOut(kind: kind, title: title, &lines)
        }
        open.append(part)
        return true
    }

    private mutating func takeAdmonition(_ trimmed: Substring, in line: String, _ lines: inout MarkdownLines) -> Bool {
        let words = trimmed.drop { $0 == "!" || $0 == "?" || $0 == "+" || $0 == "=" }.trimmingBlanks()
        let kind = words.prefix { $0 != "\"" && $0 != " " }
        let title = words.contains("\"") ? words.drop { $0 != "\"" }.dropFirst().prefix { $0 != "\"" } : ""
        guard trimmed.first == "=" || kind.allSatisfy({ $0.isLetter || $0 == "-" }) && !kind.isEmpty else {
            return false
        }
        // A paragraph may begin with exclamation marks; a call-out has a kind alone, or a title in quotation marks.
        guard !title.isEmpty || words.count == kind.count else { return false }
        var part = Open(indent: line.prefix { $0 == " " }.count + (open.last?.indent ?? 0) + 4)
        if trimmed.first != "!", !title.isEmpty {
            part.level = lines.beginSection(String(title))
        } else {
            callOut(kind: kind, title: title, &lines)
        }
        open.append(part)
        return true
    }

    /// Reads `> [!WARNING] Title`, as GitHub and Obsidian write call-outs.
    private func takeQuotedKind(_ line: Substring, _ lines: inout MarkdownLines) -> Bool {
        let marks = line.prefix { $0 == ">" || $0 == " " }
        let rest = line[marks.endIndex...]
        guard rest.hasPrefix("[!"), let end = rest.firstIndex(of: "]") else { return false }
        let kind = rest[..<end].dropFirst(2)
        let title = rest[rest.index(after: end)...].drop { $0 == "-" || $0 == "+" }.trimmingBlanks()
        guard !kind.isEmpty, kind.allSatisfy({ $0.isLetter || $0 == "-" }) else { return false }
        lines.emit(marks + Self.name(of: kind, title: title))
        return true
    }

    /// Reads a tag of Jekyll or Hugo on a line of its own: its texts in quotation marks stay.
    private func takeTag(_ line: Substring, _ lines: inout MarkdownLines) -> Bool {
        guard line.hasSuffix("%}") || line.hasSuffix(">}}") || line.hasSuffix("%}}") else { return false }
        let name = line.drop { "{%<".contains($0) }.trimmingBlanks().prefix { $0.isLetter || $0 == "-" }
        let isText = [
            "tab", "tabs", "note", "notice", "details", "expand", "hint", "callout", "alert", "warning", "info",
        ]
        .contains(name)
        let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
        let title =
            isText ? parts.indices.filter { $0 % 2 == 1 }.map { parts[$0] }.max { $0.count < $1.count } ?? "" : ""
        lines.emit(title.isEmpty ? "" : "**" + title + "**")
        if !title.isEmpty { lines.emit("") }
        return true
    }

    private func callOut(kind: Substring, title: Substring, _ lines: inout MarkdownLines) {
        lines.emit("")
        guard Self.kinds.contains(kind.lowercased()) || !title.isEmpty else { return }
        lines.emit(Self.name(of: kind, title: title))
    }

    /// Returns the line that begins a call-out: its title, or its kind, with a colon.
    private static func name(of kind: Substring, title: Substring) -> String {
        guard title.isEmpty else {
            guard title.last.map({ ":：!！?？。.".contains($0) }) == false else { return String(title) }
            return title + (title.unicodeScalars.contains(where: \.isWide) ? "：" : ":")
        }
        return kind.prefix(1).uppercased() + kind.dropFirst().lowercased() + ":"
    }

    private static let kinds: Set<String> = [
        "note", "tip", "info", "warning", "caution", "danger", "important", "success", "failure", "question", "example",
        "quote", "abstract", "bug", "hint", "attention", "error", "seealso", "deprecated", "todo", "summary",
    ]
}
