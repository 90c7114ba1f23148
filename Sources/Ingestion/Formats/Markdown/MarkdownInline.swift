import RAGCore

/// Cleans the lines of Markdown paragraphs: comments, struck text, pictures in base64 and tags go out.
struct MarkdownInline {
    /// Whether the current line begins inside a comment.
    private(set) var isInComment = false
    var omissions = Omissions()

    /// Returns the line without comments in `<!-- -->`.
    mutating func withoutComments(_ line: String) -> String {
        guard isInComment || line.contains("<!--") else { return line }
        var text = ""
        var rest = line[...]
        var code = CodeMarks()
        while true {
            if isInComment {
                guard let end = rest.firstRange(of: "-->") else { return text }
                rest = rest[end.upperBound...]
                isInComment = false
            }
            guard let start = rest.firstRange(of: "<!--") else { return text + rest }
            guard !code.isOpen(after: rest[..<start.lowerBound]) else {
                text += rest[..<start.upperBound]
                rest = rest[start.upperBound...]
                continue
            }
            let comment = rest[start.upperBound...].prefix { $0 != "-" }
            if Self.isRemark(comment) { omissions.addHidden(String(comment)) }
            text += rest[..<start.lowerBound]
            rest = rest[start.upperBound...]
            isInComment = true
        }
    }

    /// Returns whether a comment was written for people, not for a program.
    private static func isRemark(_ comment: Substring) -> Bool {
        let text = comment.trimmingBlanks()
        let isForProgram = ["markdownlint", "prettier", "toc", "more", "textlint", "vale", "TOC", "START", "END"]
            .contains { text.hasPrefix($0) }
        return !isForProgram && (text.contains(" ") || text.count > 3 && text.unicodeScalars.contains(where: \.isWide))
    }

    /// Returns the line without struck text, data, invisible characters and, outside blocks of HTML, without tags.
    mutating func cleaned(_ line: String, isHTML: Bool) -> String {
        var text = line.withoutInvisibleCharacters
        if text.contains("data:") { text = withoutDataAddresses(text) }
        if text.contains("~~") { text = withoutStruck(text, from: "~~", to: "~~") }
        if text.contains("<") {
            for name in ["del", "s", "strike"] where text.contains("<" + name) {
                text = withoutStruck(text, from: "<\(name)>", to: "</\(name)>")
            }
            if !isHTML { text = Self.withoutInlineTags(text) }
        }
        return text
    }

    private mutating func withoutStruck(_ line: String, from start: String, to end: String) -> String {
        var text = ""
        var rest = line[...]
        var code = CodeMarks()
        while let open = rest.firstRange(of: start) {
            let isCode = code.isOpen(after: rest[..<open.lowerBound])
            guard !isCode, let close = rest[open.upperBound...].firstRange(of: end), close.lowerBound > open.upperBound
            else {
                if !isCode { break }
                text += rest[..<open.upperBound]
                rest = rest[open.upperBound...]
                continue
            }
            text += rest[..<open.lowerBound]
            omissions.addStruck(String(rest[open.upperBound..<close.lowerBound]))
            rest = rest[close.upperBound...]
        }
        return text + rest
    }

    /// Returns the line with the alternative text instead of a picture whose address is its data.
    private mutating func withoutDataAddresses(_ line: String) -> String {
        var text = ""
        var rest = line[...]
        while let address = rest.firstRange(of: "data:") {
            let end = rest[address.upperBound...].firstIndex { " \t)\"'>".contains($0) } ?? rest.endIndex
            let kind = rest[address.upperBound..<end].prefix { $0 != "," }
            guard kind.contains("/") || kind.contains(";base64") else {
                text += rest[..<address.upperBound]
                rest = rest[address.upperBound...]
                continue
            }
            text += rest[..<address.lowerBound]
            rest = rest[end...]
            omissions.note("a picture in base64")
            if text.hasSuffix("](<") || text.hasSuffix("](") {
                // An image, `![alternative](data:…)`, or a link.
                text.removeLast(text.hasSuffix("](<") ? 3 : 2)
                rest = rest.firstIndex(of: ")").map { rest[rest.index(after: $0)...] } ?? ""
                if let open = text.suffix(Self.longestAlternative).lastIndex(of: "[") {
                    let alternative = text[text.index(after: open)...]
                    let before = text[..<open]
                    text = (before.last == "!" ? before.dropLast() : before) + String(alternative)
                }
            } else if text[...].trimmingBlanks().hasSuffix("]:") {
                return ""
            }
        }
        return text + rest
    }

    // MARK: Tags

    private static let inlineTags: Set<Substring> = [
        "a", "abbr", "b", "big", "br", "cite", "code", "em", "font", "i", "img", "ins", "kbd", "mark", "small", "span",
        "strong", "sub", "sup", "u", "wbr", "del", "s", "strike", "q", "samp", "var", "nobr", "tt",
    ]

    /// Returns whether a line begins with a tag that does not begin a block.
    static func beginsWithInlineTag(_ line: Substring) -> Bool {
        let name = line.dropFirst().drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
        return inlineTags.contains(name.lowercased()[...])
    }

    /// Returns the line without tags such as `<br>` and `<span>`, outside code.
    private static func withoutInlineTags(_ line: String) -> String {
        var text = ""
        var rest = line[...]
        var code = CodeMarks()
        // Behind the last `>` no tag ends, however many begin.
        let end = line.lastIndex(of: ">") ?? line.startIndex
        while let open = rest[..<max(end, rest.startIndex)].firstIndex(of: "<") {
            let isCode = code.isOpen(after: rest[..<open])
            let name = rest[open...].dropFirst().drop { $0 == "/" }.prefix { $0.isLetter || $0.isNumber }
            guard inlineTags.contains(name.lowercased()[...]), let close = rest[open...].firstIndex(of: ">"),
                !isCode, " />".contains(rest[name.endIndex])
            else {
                text += rest[...open]
                rest = rest[rest.index(after: open)...]
                continue
            }
            text += rest[..<open]
            if name.lowercased() == "br" { text += " " }
            if name == "img", let alternative = attribute("alt", in: rest[open..<close]) { text += alternative }
            rest = rest[rest.index(after: close)...]
        }
        return text + rest
    }

    static func attribute(_ name: String, in tag: Substring) -> Substring? {
        for quote in ["\"", "'"] {
            guard let start = tag.firstRange(of: " \(name)=\(quote)") else { continue }
            return tag[start.upperBound...].prefix { String($0) != quote }
        }
        return nil
    }

    /// Most characters of the alternative text of a picture.
    private static let longestAlternative = 1_000
}

/// Counts backticks from left to right, to tell whether a place in a line is inside code.
struct CodeMarks {
    private var count = 0

    /// Returns whether code is open after `part`, which follows the parts before.
    mutating func isOpen(after part: Substring) -> Bool {
        count += part.utf8.count { $0 == 0x60 }
        return count % 2 == 1
    }
}
