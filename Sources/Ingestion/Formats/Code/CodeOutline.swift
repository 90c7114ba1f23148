/// The types and functions of a program.
struct CodeOutline {
    /// A type or a function with the comment and the attributes above it.
    struct Declaration: Sendable, Hashable {
        /// Name to show: `Chunker`, `chunks(of:)`, `main()`.
        let title: String
        /// Whole lines, in UTF-8 bytes.
        let range: Range<Int>
        /// Declarations inside a type, in order; empty for a function.
        var members: [Declaration] = []
    }

    private let mask: [UInt8]
    private let lines: [CodeLine]
    private let language: CodeLanguage
    /// Depth at the start of each line: of braces, or of all brackets if bodies are indented.
    private var depths: [Int] = []
    /// Whether each brace is closed, in order.
    private(set) var isBalanced = true

    init(of source: SourceText, as language: CodeLanguage) {
        mask = CodeMask(of: source, as: language).bytes
        lines = CodeLine.all(of: source, mask: mask)
        self.language = language
        let pairs: [UInt8: Int] =
            language.outline == .indentation
            ? [0x28: 1, 0x5B: 1, 0x7B: 1, 0x29: -1, 0x5D: -1, 0x7D: -1] : [0x7B: 1, 0x7D: -1]
        var depth = 0
        for (index, line) in lines.enumerated() {
            // An open bracket does not continue past the next function.
            if language.outline == .indentation, depth > 0, line.indentation == 0, opensAnother(index) { depth = 0 }
            depths.append(depth)
            for offset in line.range where mask[offset] >= 0x28 {
                depth += pairs[mask[offset]] ?? 0
                if depth < 0 {
                    isBalanced = false
                    depth = 0
                }
            }
        }
        if depth != 0 { isBalanced = false }
    }

    /// Returns the outermost declarations in order, or none if the braces do not match.
    func declarations() -> [Declaration] {
        if language.outline == .indentation { return indented(in: lines.indices, isMember: false, level: 0) }
        return isBalanced ? braced(in: lines.indices, depth: 0, isMember: false) : []
    }

    /// Levels of types in types that are read.
    private static let deepest = 8

    // MARK: Braces

    /// `isContract`: whether the lines are those of a protocol, in which a function needs no body.
    private func braced(in range: Range<Int>, depth: Int, isMember: Bool, isContract: Bool = false) -> [Declaration] {
        var declarations: [Declaration] = []
        var line = range.lowerBound
        var free = range.lowerBound
        while line < range.upperBound {
            if isContract, let requirement = requirement(at: line, depth: depth, notBefore: free) {
                declarations.append(requirement.declaration)
                line = requirement.last + 1
                free = line
                continue
            }
            guard depths[line] == depth, isCode(line), let body = bodyStart(from: line),
                let head = head(lines[line].content..<body, isMember: isMember)
            else {
                line += 1
                continue
            }
            let last = self.line(at: bodyEnd(from: body))
            let start = start(of: line, notBefore: free)
            var declaration = Declaration(
                title: head.title,
                range: lines[start].range.lowerBound..<lines[last].range.upperBound
            )
            let first = self.line(at: body) + 1
            if head.isType, depth < Self.deepest, first < last {
                declaration.members = braced(
                    in: first..<last,
                    depth: depth + 1,
                    isMember: !begins(line, with: ["namespace", "mod"]),
                    isContract: begins(line, with: ["protocol", "interface", "trait"])
                )
            }
            declarations.append(declaration)
            line = last + 1
            free = line
        }
        return declarations
    }

    private func begins(_ line: Int, with words: [String]) -> Bool {
        let text = String(decoding: mask[lines[line].range], as: UTF8.self)
        return words.contains { text.contains($0 + " ") }
    }

    /// Returns the function without a body that begins in `line`, and its last line.
    private func requirement(at line: Int, depth: Int, notBefore free: Int) -> (declaration: Declaration, last: Int)? {
        guard depths[line] == depth, isCode(line), let end = statementEnd(from: line),
            let head = head(lines[line].content..<end, isMember: true), !head.isType
        else { return nil }
        let last = self.line(at: end - 1)
        let range = lines[start(of: line, notBefore: free)].range.lowerBound..<lines[last].range.upperBound
        return (Declaration(title: head.title, range: range), last)
    }

    /// Returns the end of the statement in `line`, or nil if a brace comes first.
    private func statementEnd(from line: Int) -> Int? {
        var brackets = 0
        for offset in lines[line].content..<min(mask.count, lines[line].content + 4_000) {
            switch mask[offset] {
            case UInt8(ascii: "("), UInt8(ascii: "["): brackets += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): brackets -= 1
            case UInt8(ascii: "{") where brackets <= 0, UInt8(ascii: "}") where brackets <= 0: return nil
            case UInt8(ascii: ";") where brackets <= 0: return offset + 1
            case .lineFeed where brackets <= 0 && language.outline == .braces:
                let next = self.line(at: offset) + 1
                if next >= lines.count || !continues(next) { return offset }
            default: break
            }
        }
        return nil
    }

    private func head(_ range: Range<Int>, isMember: Bool) -> DeclarationHead? {
        guard range.count <= 4_000 else { return nil }
        return DeclarationHead(String(decoding: mask[range], as: UTF8.self), in: language, isMember: isMember)
    }

    /// Returns the brace that opens the body of the declaration in `line`, or nil if it has none.
    private func bodyStart(from line: Int) -> Int? {
        var brackets = 0
        for offset in lines[line].content..<mask.count {
            switch mask[offset] {
            case UInt8(ascii: "("), UInt8(ascii: "["): brackets += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): brackets -= 1
            case UInt8(ascii: "{") where brackets <= 0: return offset
            case UInt8(ascii: ";") where brackets <= 0, UInt8(ascii: "}") where brackets <= 0: return nil
            case .lineFeed where brackets <= 0 && language.outline == .braces:
                let next = self.line(at: offset) + 1
                if next >= lines.count || lines[next].isBlank || opensAnother(next) { return nil }
            default: break
            }
            if offset - lines[line].content > 4_000 { return nil }
        }
        return nil
    }

    /// Returns whether a line continues the head of a function.
    private func continues(_ line: Int) -> Bool {
        let text = mask[lines[line].content..<lines[line].range.upperBound]
        return ["where ", "throws", "rethrows", "async ", "->", ":"].contains { text.starts(with: $0.utf8) }
    }

    /// Returns whether a line begins a new statement instead of continuing the previous one.
    private func opensAnother(_ line: Int) -> Bool {
        let text = String(decoding: mask[lines[line].content..<lines[line].range.upperBound], as: UTF8.self)
        if language.name == "shell" { return !text.hasPrefix("{") }
        if text.hasPrefix("@") || text.hasPrefix("}") { return true }
        let word = String(text.prefix { $0.isLetter })
        return language.functionWords.contains(word) || language.typeWords.contains(word)
            || [
                "let", "var", "val", "const", "case", "return", "public", "private", "static", "override", "pub", "use",
            ].contains(word)
    }

    /// Returns the position of the brace that closes the one at `open`.
    private func bodyEnd(from open: Int) -> Int {
        var depth = 0
        for offset in open..<mask.count {
            if mask[offset] == UInt8(ascii: "{") { depth += 1 }
            if mask[offset] == UInt8(ascii: "}") { depth -= 1 }
            if depth == 0 { return offset }
        }
        return mask.count - 1
    }

    // MARK: Indentation

    private func indented(in range: Range<Int>, isMember: Bool, level: Int) -> [Declaration] {
        var declarations: [Declaration] = []
        var free = range.lowerBound
        var line = range.lowerBound
        let margin = range.lazy.filter { isCode($0) && depths[$0] == 0 }.map { lines[$0].indentation }.min() ?? 0
        while line < range.upperBound {
            guard isCode(line), depths[line] == 0, lines[line].indentation == margin,
                let head = head(lines[line].content..<headEnd(of: line), isMember: isMember)
            else {
                line += 1
                continue
            }
            let last = lastLine(ofBodyAt: line, before: range.upperBound)
            let start = start(of: line, notBefore: free)
            var declaration = Declaration(
                title: head.title,
                range: lines[start].range.lowerBound..<lines[last].range.upperBound
            )
            if head.isType, level < Self.deepest, line < last {
                declaration.members = indented(in: line + 1..<last + 1, isMember: true, level: level + 1)
            }
            declarations.append(declaration)
            line = last + 1
            free = line
        }
        return declarations
    }

    private func headEnd(of line: Int) -> Int {
        var brackets = 0
        for offset in lines[line].content..<min(mask.count, lines[line].content + 4_000) {
            switch mask[offset] {
            case UInt8(ascii: "("), UInt8(ascii: "["): brackets += 1
            case UInt8(ascii: ")"), UInt8(ascii: "]"): brackets -= 1
            case UInt8(ascii: ":") where brackets <= 0 && language.name == "python": return offset
            case .lineFeed where brackets <= 0: return offset
            default: break
            }
        }
        return min(mask.count, lines[line].content + 4_000)
    }

    /// Returns the last line that is indented deeper than `line`, including the `end` or the bracket after it.
    private func lastLine(ofBodyAt line: Int, before end: Int) -> Int {
        var last = self.line(at: max(headEnd(of: line) - 1, lines[line].content))
        for next in line + 1..<max(end, line + 1) where !lines[next].isBlank {
            if lines[next].isContinued || depths[next] > 0 {
                last = max(last, next)
            } else if lines[next].indentation > lines[line].indentation {
                if !lines[next].isComment { last = max(last, next) }
            } else if !lines[next].isComment, next > last {
                let text = String(decoding: mask[lines[next].content..<lines[next].range.upperBound], as: UTF8.self)
                let isEnd = language.name == "ruby" && text.prefix { $0.isLetter } == "end"
                return isEnd && lines[next].indentation == lines[line].indentation ? next : last
            }
        }
        return last
    }

    // MARK: Lines

    private func isCode(_ line: Int) -> Bool {
        !lines[line].isBlank && !lines[line].isComment && !lines[line].isDirective && !lines[line].isContinued
    }

    /// Returns the first line of the comments and attributes directly above `line`.
    private func start(of line: Int, notBefore free: Int) -> Int {
        var start = line
        while start > free, !lines[start - 1].isBlank, lines[start - 1].isComment || isAttribute(start - 1) {
            start -= 1
        }
        return start
    }

    private func isAttribute(_ line: Int) -> Bool {
        guard isCode(line) else { return false }
        let first = mask[lines[line].content]
        if first == UInt8(ascii: "@") { return true }
        let text = mask[lines[line].content..<lines[line].range.upperBound]
        return text.starts(with: "#[".utf8) || text.starts(with: "template".utf8)
            || language.name == "csharp" && first == UInt8(ascii: "[")
    }

    private func line(at offset: Int) -> Int {
        var low = 0
        var high = lines.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if lines[middle].range.lowerBound <= offset { low = middle } else { high = middle }
        }
        return low
    }
}
