/// The head of a declaration, before its body.
struct DeclarationHead {
    let title: String
    /// Whether declarations inside it are parts of their own.
    let isType: Bool

    /// Returns nil if `head`, whose comments and strings are masked, declares nothing. `isMember`: whether it is in a
    /// type.
    init?(_ head: String, in language: CodeLanguage, isMember: Bool) {
        let tokens = Self.tokens(of: head)
        if let word = Self.keyword(in: tokens, of: language) {
            let isType = language.typeWords.contains(String(tokens[word]))
            // A function that returns a `struct list *` is not a type.
            if !(isType && language.outline == .untaggedBraces && Self.isCall(tokens, after: word)) {
                guard let title = Self.title(behind: word, in: tokens, language, isType: isType) else { return nil }
                self.init(title: title, isType: isType)
                return
            }
        }
        guard let name = Self.untaggedName(in: tokens, of: language, isMember: isMember) else { return nil }
        self.init(title: name + "()", isType: false)
    }

    private init(title: String, isType: Bool) {
        self.title = title
        self.isType = isType
    }

    /// Returns words and signs without blanks.
    private static func tokens(of head: String) -> [Substring] {
        var tokens: [Substring] = []
        var rest = head[...]
        while let first = rest.first {
            let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "$" }
            if !word.isEmpty {
                tokens.append(word)
                rest = rest[word.endIndex...]
            } else {
                let length = rest.hasPrefix("::") || rest.hasPrefix("=>") || rest.hasPrefix("->") ? 2 : 1
                if !first.isWhitespace, first.isASCII, first.asciiValue.map({ $0 > 0x20 }) == true {
                    tokens.append(rest.prefix(length))
                }
                rest = rest.dropFirst(length)
            }
        }
        return tokens
    }

    /// Returns the index of the word that begins a declaration, if only attributes and modifiers come before it.
    private static func keyword(in tokens: [Substring], of language: CodeLanguage) -> Int? {
        var index = 0
        while index < tokens.count {
            let token = String(tokens[index])
            if language.functionWords.contains(token) { return index }
            if language.typeWords.contains(token) {
                // `class func` declares a function; `enum class` and `record struct` declare one type.
                let next = index + 1 < tokens.count ? String(tokens[index + 1]) : ""
                if !language.functionWords.contains(next), !language.typeWords.contains(next), !modifiers.contains(next)
                {
                    return index
                }
            } else if token == "@" {
                index += 1
                while index + 2 < tokens.count, tokens[index + 1] == "." { index += 2 }
            } else if token == "(" || token == "[" || token == "<" {
                index = closing(of: index, in: tokens)
            } else if !modifiers.contains(token), token != "#" {
                return nil
            }
            index += 1
        }
        return nil
    }

    private static func title(
        behind word: Int,
        in tokens: [Substring],
        _ language: CodeLanguage,
        isType: Bool
    ) -> String? {
        var index = word + 1
        if language.name == "swift", ["init", "deinit", "subscript"].contains(tokens[word]) { index = word }
        if index < tokens.count, tokens[index] == "*" { index += 1 }
        var receiver = ""
        if index < tokens.count, tokens[index] == "(", language.name == "go" {
            let end = closing(of: index, in: tokens)
            let words = tokens[index..<end].prefix { $0 != "[" }
            receiver = (words.last { $0.first?.isLetter == true } ?? "") + "."
            index = end + 1
        }
        if index < tokens.count, tokens[index] == "<" { index = closing(of: index, in: tokens) + 1 }
        guard index < tokens.count else { return tokens[word] == "object" ? "companion object" : nil }
        if language.name == "go", isType, !tokens.contains("struct"), !tokens.contains("interface") { return nil }
        var name = String(tokens[index])
        while index + 2 < tokens.count, [".", "::", "\\"].contains(tokens[index + 1]) {
            name += tokens[index + 1] + tokens[index + 2]
            index += 2
        }
        guard name.first?.isLetter == true || name.first == "_" || name.first == "$" else {
            return isType ? nil : name + "()"
        }
        if isType, tokens[word] == "impl", let target = tokens.firstIndex(of: "for"), target + 1 < tokens.count {
            name = "\(name) for \(tokens[target + 1])"
        }
        if isType { return name }
        return receiver + name + (language.name == "swift" ? labels(behind: index, in: tokens) : "()")
    }

    /// Returns the argument labels of a Swift function: `(of:_:)`.
    private static func labels(behind name: Int, in tokens: [Substring]) -> String {
        guard let open = tokens[name...].firstIndex(of: "(") else { return "" }
        var labels = ""
        var isFirst = true
        var index = open + 1
        let end = closing(of: open, in: tokens)
        while index < end {
            let token = tokens[index]
            if token == "(" || token == "[" || token == "<" || token == "{" {
                index = closing(of: index, in: tokens)
            } else if token == "," {
                isFirst = true
            } else if token == "@" {
                index += 1
            } else if isFirst {
                labels += token + ":"
                isFirst = false
            }
            index += 1
        }
        return "(\(labels))"
    }

    /// Returns whether brackets follow the word and its name, so that no body of a type can follow.
    private static func isCall(_ tokens: [Substring], after word: Int) -> Bool {
        guard let open = tokens[word...].firstIndex(of: "("), tokens[word] != "record" else { return false }
        return tokens[word] != "enum" || tokens[..<open].count > word + 2
            ? !tokens[word..<open].contains(":") && !tokens[word..<open].contains("@")
                && !tokens[word..<open].contains("extends")
            : true
    }

    /// Returns the name of a function without a keyword: the word before its brackets.
    private static func untaggedName(in tokens: [Substring], of language: CodeLanguage, isMember: Bool) -> String? {
        let isScript = language.name == "javascript"
        if isScript || language.name == "kotlin", let assign = tokens.firstIndex(of: "="), assign > 0,
            tokens[assign...].contains("=>") || tokens[assign...].contains("function")
        {
            // `const name = (…) => {`, `name: Type = async () => {`
            let words = tokens[..<assign].prefix { $0 != ":" }
            guard
                words.allSatisfy({
                    $0.first?.isLetter == true || $0 == "_" || $0 == "#" || $0 == "$" || $0.first == "_"
                })
            else {
                return nil
            }
            return words.last.map(String.init)
        }
        guard language.outline == .untaggedBraces || language.name == "shell" || isScript && isMember else {
            return nil
        }
        guard let first = tokens.firstIndex(of: "(") else { return nil }
        var open = first
        let behind = closing(of: first, in: tokens) + 1
        if language.outline == .untaggedBraces, behind >= tokens.count || tokens[behind] != ":" {
            // After attributes and macros.
            var index = first
            while let next = tokens[min(closing(of: index, in: tokens) + 1, tokens.count)...].firstIndex(of: "(") {
                index = next
                if next > 0, !trailingWords.contains(String(tokens[next - 1])), tokens[next - 1].first?.isLetter == true
                {
                    open = next
                }
            }
        }
        guard open > 0, !tokens[..<open].contains("="), !tokens[..<open].contains(".") || tokens.contains("@") else {
            return nil
        }
        var start = open - 1
        guard tokens[start].first?.isLetter == true || tokens[start].first == "_" || tokens[start].first == "$",
            !control.contains(String(tokens[start]))
        else { return nil }
        if control.contains(String(tokens[0])) { return nil }
        if isScript {
            guard behind >= tokens.count || tokens[behind] == ":" || tokens[behind] == "{" else { return nil }
            return String(tokens[start])
        }
        while start > 1, tokens[start - 1] == "::" || tokens[start - 1] == "~" {
            start -= tokens[start - 1] == "::" ? 2 : 1
        }
        return tokens[start..<open].joined()
    }

    /// Returns the index of the bracket that closes the one at `open`, or of the last token if none does.
    private static func closing(of open: Int, in tokens: [Substring]) -> Int {
        let pairs: [Substring: Substring] = ["(": ")", "[": "]", "<": ">", "{": "}"]
        guard let end = pairs[tokens[open]] else { return open }
        var depth = 0
        for index in open..<tokens.count {
            if tokens[index] == tokens[open] { depth += 1 }
            if tokens[index] == end { depth -= 1 }
            if depth == 0 { return index }
        }
        return tokens.count - 1
    }

    private static let modifiers: Set<String> = [
        "public", "private", "fileprivate", "internal", "package", "open", "protected", "final", "static", "override",
        "mutating",
        "nonmutating", "nonisolated", "isolated", "async", "export", "default", "abstract", "virtual", "inline",
        "extern", "unsafe",
        "pub", "crate", "suspend", "data", "sealed", "inner", "companion", "operator", "infix", "tailrec",
        "convenience", "required",
        "indirect", "distributed", "consuming", "borrowing", "declare", "readonly", "partial", "strictfp",
        "synchronized", "native",
        "class", "const", "fun", "value", "annotation", "typedef", "template", "prefix", "postfix", "lazy", "weak",
        "optional", "ref",
        "unowned", "file", "new", "external", "expect", "actual", "constexpr",
    ]
    private static let control: Set<String> = [
        "if", "else", "for", "while", "do", "switch", "case", "return", "try", "catch", "finally", "synchronized",
        "new", "throw",
        "using", "lock", "foreach", "when", "with", "sizeof", "defined", "function", "import", "await", "fixed",
        "checked", "unchecked",
    ]
    /// Words with brackets that can follow the parameters.
    private static let trailingWords: Set<String> = [
        "__attribute__", "noexcept", "throw", "throws", "requires", "alignas", "decltype", "where", "__asm__",
    ]
}
