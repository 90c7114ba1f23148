/// Source code whose comments, strings and directives are overwritten byte for byte. Each brace and word that remains
/// is code.
struct CodeMask {
    /// Bytes that replace comments, strings and directives, including the line ends inside them.
    static let comment: UInt8 = 0x01
    static let string: UInt8 = 0x02
    static let directive: UInt8 = 0x03

    private(set) var bytes: [UInt8]
    private let language: CodeLanguage
    private var offset = 0
    /// Depth of nested strings at `offset`, bounded because the walk is recursive.
    private var nesting = 0
    private static let deepest = 16

    /// Takes linear time, except for unclosed raw strings.
    init(of source: SourceText, as language: CodeLanguage) {
        self.language = language
        bytes = source.withBytes { Array($0) }
        paint()
        if language.features.contains(.directives) { paintDirectives() }
    }

    private mutating func paint() {
        while offset < bytes.count {
            let start = offset
            if skipComment() {
                fill(start..<offset, with: Self.comment)
            } else if skipString() {
                fill(start..<offset, with: Self.string)
            } else {
                offset += 1
            }
        }
    }

    private mutating func fill(_ range: Range<Int>, with paint: UInt8) {
        for index in range { bytes[index] = paint }
    }

    // MARK: Comments

    private mutating func skipComment() -> Bool {
        if has(.slashComments), starts(with: "//") {
            skipToLineEnd()
            return true
        }
        // In a shell, a `#` inside a word or `${…}` does not begin a comment.
        if has(.hashComments), bytes[offset] == UInt8(ascii: "#"),
            offset == 0 || !isWord(bytes[offset - 1]) && !"${".utf8.contains(bytes[offset - 1])
        {
            skipToLineEnd()
            return true
        }
        guard has(.blockComments) || has(.nestedComments), starts(with: "/*") else { return false }
        offset += 2
        var depth = 1
        while offset < bytes.count, depth > 0 {
            if starts(with: "*/") {
                depth -= 1
                offset += 2
            } else if has(.nestedComments), starts(with: "/*") {
                depth += 1
                offset += 2
            } else {
                offset += 1
            }
        }
        offset = min(offset, bytes.count)
        return true
    }

    // MARK: Strings

    private mutating func skipString() -> Bool {
        let byte = bytes[offset]
        switch byte {
        case UInt8(ascii: "\""):
            if has(.delimitedStrings), offset > 0, bytes[offset - 1] == UInt8(ascii: "R") { return skipDelimited() }
            if has(.tripleQuotes), starts(with: "\"\"\"") {
                return skip(to: "\"\"\"", interpolated: has(.interpolation))
            }
            return skipQuoted(by: byte, overLines: has(.multilineStrings))
        case UInt8(ascii: "'"):
            if has(.tripleSingleQuotes), starts(with: "'''") { return skip(to: "'''", interpolated: false) }
            if has(.singleQuotes) { return skipQuoted(by: byte, overLines: has(.multilineStrings)) }
            return has(.characterQuotes) && skipCharacter()
        case UInt8(ascii: "`"):
            if has(.templates) { return skipTemplate() }
            return has(.rawBackticks) && skip(to: "`", interpolated: false, isRaw: true)
        case UInt8(ascii: "#"): return has(.hashStrings) && skipHashString()
        case UInt8(ascii: "/"): return has(.regularExpressions) && skipRegularExpression()
        case UInt8(ascii: "<"): return has(.hereDocuments) && skipHereDocument()
        default: return false
        }
    }

    private mutating func skipQuoted(by quote: UInt8, overLines: Bool) -> Bool {
        offset += 1
        while offset < bytes.count, bytes[offset] != quote {
            if bytes[offset].isLineEnd, !overLines { return true }
            if bytes[offset] == UInt8(ascii: "\\") {
                // A shell has no escapes between single quotes.
                if has(.hereDocuments), quote == UInt8(ascii: "'") {
                    offset += 1
                    continue
                }
                offset += 1
                if has(.interpolation), offset < bytes.count, bytes[offset] == UInt8(ascii: "(") {
                    skipCode(to: UInt8(ascii: ")"), opening: UInt8(ascii: "("))
                    continue
                }
            }
            offset += 1
        }
        offset = min(offset + 1, bytes.count)
        return true
    }

    private mutating func skip(to end: StaticString, interpolated: Bool, isRaw: Bool = false) -> Bool {
        offset += end.utf8CodeUnitCount
        while offset < bytes.count, !starts(with: end) {
            if bytes[offset] == UInt8(ascii: "\\"), !isRaw {
                offset += 1
                if interpolated, offset < bytes.count, bytes[offset] == UInt8(ascii: "(") {
                    skipCode(to: UInt8(ascii: ")"), opening: UInt8(ascii: "("))
                    continue
                }
            }
            offset += 1
        }
        offset = min(offset + end.utf8CodeUnitCount, bytes.count)
        return true
    }

    /// Skips code inside a string, from its opening bracket to the end of the closing one.
    private mutating func skipCode(to closing: UInt8, opening: UInt8) {
        nesting += 1
        defer { nesting -= 1 }
        var depth = 0
        while offset < bytes.count {
            if bytes[offset] == opening { depth += 1 }
            if bytes[offset] == closing { depth -= 1 }
            if depth == 0 {
                offset += 1
                return
            }
            if bytes[offset] == opening || nesting > Self.deepest || !skipComment() && !skipString() { offset += 1 }
        }
    }

    private mutating func skipTemplate() -> Bool {
        offset += 1
        while offset < bytes.count, bytes[offset] != UInt8(ascii: "`") {
            if bytes[offset] == UInt8(ascii: "\\") {
                offset += 2
            } else if starts(with: "${") {
                offset += 1
                skipCode(to: UInt8(ascii: "}"), opening: UInt8(ascii: "{"))
            } else {
                offset += 1
            }
        }
        offset = min(offset + 1, bytes.count)
        return true
    }

    /// Skips a character literal; lifetimes and digit separators are not skipped.
    private mutating func skipCharacter() -> Bool {
        if offset > 0, isWord(bytes[offset - 1]), bytes[offset - 1] < 0x40 { return false }
        let limit = min(offset + 14, bytes.count)
        var end = offset + 1
        while end < limit, bytes[end] != UInt8(ascii: "'"), !bytes[end].isLineEnd {
            end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard end < limit, bytes[end] == UInt8(ascii: "'") else { return false }
        let isEscaped = bytes[offset + 1] == UInt8(ascii: "\\") || bytes[offset + 1] >= 0x80
        guard isEscaped || end - offset <= 5 && (end - offset == 2 || language.name == "c") else { return false }
        offset = end + 1
        return true
    }

    /// Skips `#"…"#` with as many signs at the end as at the start.
    private mutating func skipHashString() -> Bool {
        var start = offset
        while start < bytes.count, bytes[start] == UInt8(ascii: "#") { start += 1 }
        guard start < bytes.count, bytes[start] == .quote else { return false }
        let hashes = start - offset
        offset = start + 1
        while offset < bytes.count {
            if bytes[offset] == .quote, offset + hashes < bytes.count,
                bytes[(offset + 1)...(offset + hashes)].allSatisfy({ $0 == UInt8(ascii: "#") })
            {
                offset += hashes + 1
                return true
            }
            offset += 1
        }
        return true
    }

    /// Skips `R"x(…)x"`.
    private mutating func skipDelimited() -> Bool {
        guard let open = bytes[offset...].prefix(20).firstIndex(of: UInt8(ascii: "(")) else { return false }
        let end = [UInt8(ascii: ")")] + bytes[(offset + 1)..<open] + [.quote]
        offset = open + 1
        while offset < bytes.count, !bytes[offset...].starts(with: end) { offset += 1 }
        offset = min(offset + end.count, bytes.count)
        return true
    }

    /// Skips a regular expression: a slash after an operator, an opening bracket or a word such as `return`. After a
    /// value a slash divides.
    private mutating func skipRegularExpression() -> Bool {
        var before = offset - 1
        while before >= 0, bytes[before] == .space || bytes[before] == .tab { before -= 1 }
        if before >= 0,
            isWord(bytes[before]) || bytes[before] == UInt8(ascii: ")") || bytes[before] == UInt8(ascii: "]")
                || bytes[before] == UInt8(ascii: "}") || bytes[before] == Self.string
                || bytes[before] == UInt8(ascii: "<")
        {
            var word = before
            while word > 0, isWord(bytes[word - 1]) { word -= 1 }
            guard
                ["return", "typeof", "case", "of", "in", "yield", "await"].contains(
                    String(decoding: bytes[word...before], as: UTF8.self)
                )
            else { return false }
        }
        var end = offset + 1
        var inClass = false
        while end < bytes.count, !bytes[end].isLineEnd, inClass || bytes[end] != UInt8(ascii: "/") {
            if bytes[end] == UInt8(ascii: "[") { inClass = true }
            if bytes[end] == UInt8(ascii: "]") { inClass = false }
            end += bytes[end] == UInt8(ascii: "\\") ? 2 : 1
        }
        guard end < bytes.count, bytes[end] == UInt8(ascii: "/"), end > offset + 1 else { return false }
        offset = end + 1
        return true
    }

    /// Skips `<<WORD`, `<<-'WORD'` or `<<~WORD` up to the line that contains only the word.
    private mutating func skipHereDocument() -> Bool {
        guard starts(with: "<<"), !starts(with: "<<<") else { return false }
        var start = offset + 2
        while start < bytes.count, "-~'\"\\".utf8.contains(bytes[start]) { start += 1 }
        var end = start
        while end < bytes.count, isWord(bytes[end]) { end += 1 }
        guard end > start, bytes[start] >= 0x41 else { return false }
        let word = bytes[start..<end]
        var line = end
        while line < bytes.count {
            while line < bytes.count, !bytes[line].isLineEnd { line += 1 }
            while line < bytes.count, bytes[line].isASCIIBlank { line += 1 }
            let rest = line + word.count
            if rest <= bytes.count, bytes[line..<rest] == word[...], rest == bytes.count || bytes[rest].isASCIIBlank {
                offset = rest
                return true
            }
        }
        return false
    }

    // MARK: Directives

    /// Masks lines such as `#include` with their continuation lines, and all but the first branch of `#if`, so that
    /// braces of two branches are not counted twice.
    private mutating func paintDirectives() {
        var depth = 0
        // Depth of the branch that is masked, and whether it is one after `#if 0`.
        var hidden: (depth: Int, isNever: Bool)?
        var start = 0
        while start < bytes.count {
            var end = start
            while end < bytes.count, !bytes[end].isLineEnd || end > 0 && bytes[end - 1] == UInt8(ascii: "\\") {
                end += 1
            }
            var first = start
            while first < end, bytes[first] == .space || bytes[first] == .tab { first += 1 }
            if first < end, bytes[first] == UInt8(ascii: "#") {
                let line = String(decoding: bytes[first + 1..<end], as: UTF8.self)[...].trimmingBlanks()
                let word = String(line.prefix { $0.isLetter })
                if word.hasPrefix("if") {
                    depth += 1
                    if line == "if 0", hidden == nil { hidden = (depth, true) }
                } else if word == "endif" {
                    if hidden?.depth == depth { hidden = nil }
                    depth -= 1
                } else if word.hasPrefix("el") {
                    if hidden == nil {
                        hidden = (depth, false)
                    } else if hidden?.depth == depth, hidden?.isNever == true {
                        hidden = nil
                    }
                }
                if Self.directives.contains(word) { fill(first..<end, with: Self.directive) }
            }
            if hidden != nil {
                for index in start..<end where !bytes[index].isASCIIBlank { bytes[index] = Self.directive }
            }
            start = end + 1
        }
    }

    private static let directives: Set<String> = [
        "if", "ifdef", "ifndef", "elif", "elseif", "else", "endif", "include", "define", "undef", "pragma", "error",
        "warning",
        "line", "import", "region", "endregion", "nullable", "sourceLocation",
    ]

    // MARK: Bytes

    private func has(_ feature: CodeLanguage.Feature) -> Bool { language.features.contains(feature) }

    private func starts(with text: StaticString) -> Bool {
        let count = text.utf8CodeUnitCount
        guard offset + count <= bytes.count else { return false }
        return (0..<count).allSatisfy { bytes[offset + $0] == text.utf8Start[$0] }
    }

    private func isWord(_ byte: UInt8) -> Bool {
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte & ~0x20) || byte == UInt8(ascii: "_")
            || byte >= 0x80
    }

    private mutating func skipToLineEnd() {
        while offset < bytes.count, !bytes[offset].isLineEnd { offset += 1 }
    }
}
