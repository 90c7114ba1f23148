import Lexicon

/// Removes from a message of a service the parts of a request that it repeats: 12 words or 20 Han characters in a row
/// and more, in whatever case, width, spacing and JSON escapes.
struct QuoteRemoval {
    /// A word or a Han character, and where it stands.
    private struct Token {
        let text: String
        let range: Range<String.Index>

        /// The share of the shortest quote: a sixtieth is a third of a Han character.
        var weight: Int { text.first?.isHanCharacter == true ? 3 : 5 }
    }

    private static let shortestQuote = 60
    /// The number of tokens that are compared at once. A quote shorter than these tokens is none.
    private static let window = 6

    private let windows: Set<[String]>

    /// Prepares the search for parts of `texts`.
    init(of texts: [String]) {
        var windows: Set<[String]> = []
        for text in texts {
            let words = Self.tokens(of: text).map(\.text)
            guard words.count >= Self.window else { continue }
            for start in 0...(words.count - Self.window) {
                windows.insert(Array(words[start..<(start + Self.window)]))
            }
        }
        self.windows = windows
    }

    /// Returns `message` with `…` for each quote.
    func removed(from message: String) -> String {
        guard !windows.isEmpty else { return message }
        let message = Self.decoded(message)
        let tokens = Self.tokens(of: message)
        guard tokens.count >= Self.window else { return message }
        var isQuoted = Array(repeating: false, count: tokens.count)
        for start in 0...(tokens.count - Self.window) {
            let range = start..<(start + Self.window)
            if windows.contains(tokens[range].map(\.text)) { for index in range { isQuoted[index] = true } }
        }
        var shown = ""
        var place = message.startIndex
        var start = 0
        while start < tokens.count {
            let end = isQuoted[start...].firstIndex(of: !isQuoted[start]) ?? tokens.count
            defer { start = end }
            guard isQuoted[start], tokens[start..<end].reduce(0, { $0 + $1.weight }) >= Self.shortestQuote else {
                continue
            }
            shown += message[place..<tokens[start].range.lowerBound] + "…"
            place = tokens[end - 1].range.upperBound
        }
        return shown + message[place...]
    }

    /// Returns the beginning of `message`, which is too short to be a quote.
    static func shortened(_ message: String) -> String {
        var weight = 0
        for token in tokens(of: message) {
            weight += token.weight
            if weight >= shortestQuote { return message[..<token.range.lowerBound] + "…" }
        }
        return message
    }

    private static func tokens(of text: String) -> [Token] {
        var tokens: [Token] = []
        var index = text.startIndex
        while index < text.endIndex {
            let character = text[index]
            guard character.isLetter || character.isNumber else {
                index = text.index(after: index)
                continue
            }
            let end =
                character.isHanCharacter
                ? text.index(after: index)
                : text[index...].firstIndex { !($0.isLetter || $0.isNumber) || $0.isHanCharacter } ?? text.endIndex
            tokens.append(Token(text: text[index..<end].foldingWidth().lowercased(), range: index..<end))
            index = end
        }
        return tokens
    }

    /// Returns `message` with characters for the escapes of a JSON text that is quoted in it: `\n`, `\u4f60`.
    private static func decoded(_ message: String) -> String {
        guard message.contains("\\") else { return message }
        return message.replacing(/\\u([0-9a-fA-F]{4})/) { match in
            UInt32(match.output.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? " "
        }.replacing(/\\[nrt]/, with: " ")
    }
}
