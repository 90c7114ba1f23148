/// A pattern for paths with the syntax of `.gitignore` (<https://git-scm.com/docs/gitignore#_pattern_format>).
///
/// `*` matches anything but `/`, `?` one character but `/`, `[a-z]` and `[!a-z]` one character of a set, `**` between
/// slashes any number of folders, `{a,b}` either text; `\` escapes the next character. A pattern with a `/` at its
/// beginning or in its middle matches from the top of the source, any other at any depth. A `/` at its end limits it to
/// folders. A pattern that matches a folder includes everything in it. Matching is case-sensitive and compares the
/// composed form (NFC).
package struct GlobPattern: Sendable, Hashable {
    /// The pattern as it was written.
    package let text: String
    private let alternatives: [Alternative]

    /// One alternative of a pattern with `{}`.
    private struct Alternative: Sendable, Hashable {
        /// The pattern split at its slashes.
        var parts: [Part]
        let isForFolders: Bool
    }

    private enum Part: Sendable, Hashable {
        /// `**`
        case anyFolders
        case name([GlobToken])
    }

    /// Parses a pattern. Throws `GlobError` if it is empty, begins with `!`, or leaves a bracket or a brace open.
    package init(_ text: String) throws(GlobError) {
        let scalars = Array(text.precomposedStringWithCanonicalMapping.unicodeScalars)
        guard scalars.first != "!" else { throw GlobError(text, "begins with !, which is not supported") }
        var alternatives: [Alternative] = []
        for expansion in try Self.expand(scalars, of: text) {
            alternatives.append(try Self.alternative(expansion, of: text))
        }
        self.text = text
        self.alternatives = alternatives
    }

    /// Returns whether the pattern matches the file or folder at `path`, given as the names on the way to it in NFC.
    /// The caller must apply the result for a folder to everything in it.
    func matches(_ path: [[Unicode.Scalar]], isFolder: Bool) -> Bool {
        alternatives.contains { (isFolder || !$0.isForFolders) && Self.match($0.parts, path) }
    }

    private static func alternative(_ scalars: [Unicode.Scalar], of text: String) throws(GlobError) -> Alternative {
        let names = scalars.split(separator: "/")
        guard !names.isEmpty else { throw GlobError(text, "is empty") }
        let isAtTop = scalars.dropLast().contains("/")
        var parts: [Part] = isAtTop ? [] : [.anyFolders]
        for name in names {
            parts.append(name.elementsEqual(["*", "*"]) ? .anyFolders : .name(try GlobToken.tokens(name, of: text)))
        }
        // `a/**` matches everything in a, but not a itself.
        if parts.last == .anyFolders { parts.append(.name([.anyRun])) }
        return Alternative(parts: parts, isForFolders: scalars.last == "/")
    }

    private static func match(_ parts: [Part], _ names: [[Unicode.Scalar]]) -> Bool {
        wildcardMatch(parts, names, isStar: { $0 == .anyFolders }) { part, name in
            guard case .name(let tokens) = part else { return false }
            return wildcardMatch(tokens, name, isStar: { $0 == .anyRun }) { $0.matches($1) }
        }
    }

    /// Expands `a{b,c}d` to `abd` and `acd`.
    private static func expand(_ scalars: [Unicode.Scalar], of text: String) throws(GlobError) -> [[Unicode.Scalar]] {
        guard let open = scalars.firstUnescaped("{") else { return [scalars] }
        var depth = 0
        var start = open + 1
        var choices: [ArraySlice<Unicode.Scalar>] = []
        var index = open
        while index < scalars.count {
            switch scalars[index] {
            case "\\": index += 1
            case "{": depth += 1
            case ",", "}":
                if depth == 1 {
                    choices.append(scalars[start..<index])
                    start = index + 1
                }
                if scalars[index] == "}" { depth -= 1 }
            default: break
            }
            if depth == 0 { break }
            index += 1
        }
        guard depth == 0, index < scalars.count else { throw GlobError(text, "has a { that is never closed") }
        var expansions: [[Unicode.Scalar]] = []
        for choice in choices {
            expansions += try expand(Array(scalars[..<open]) + choice + scalars[(index + 1)...], of: text)
            guard expansions.count <= mostAlternatives else { throw GlobError(text, "has too many alternatives") }
        }
        return expansions
    }

    /// Bounds the expansion: `{a,b}{a,b}…` doubles with each pair.
    private static let mostAlternatives = 256
}

extension [Unicode.Scalar] {
    /// Returns the position of the first `scalar` without a backslash before it.
    fileprivate func firstUnescaped(_ scalar: Unicode.Scalar) -> Int? {
        var index = 0
        while index < count {
            if self[index] == "\\" { index += 1 } else if self[index] == scalar { return index }
            index += 1
        }
        return nil
    }
}
