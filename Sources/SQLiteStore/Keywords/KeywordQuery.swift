import CTokenizer

/// What of a question is looked for in the keyword index.
///
/// Function words go, and with them the pairs that they share a character with (in 怎么退款 the pair 么退 says nothing), unless
/// nothing else is left. A single character of Chinese is looked for only where it is all there is: it costs the rows of
/// every pair that begins with it, and ranks no better. How much each of the others says is known once its rows are counted.
struct KeywordQuery {
    /// The tokens, each once, in the order of the question.
    let tokens: [KeywordToken]

    /// Bytes of a question that are read, and tokens that are looked for, at most. What is longer is no question any more,
    /// but a text that someone pasted in; its codes and numbers, then its longest words, are what tells it apart.
    static let longestQuestion = 8192
    static let mostTokens = 64

    init(_ question: String) {
        // A character cut in two at the end decodes as U+FFFD, which only separates.
        let question = String(decoding: question.utf8.prefix(Self.longestQuestion), as: UTF8.self)
        let all = KeywordToken.all(in: question, as: CT_QUESTION)
        let telling = Self.withoutFunctionWords(all)
        var seen: Set<String> = []
        let pairs = telling.filter { !$0.isPrefix }
        let chosen = [pairs, telling, all].first { !$0.isEmpty } ?? []
        tokens = Self.mostTelling(chosen.filter { seen.insert($0.text).inserted })
    }

    /// The question in FTS5's words (https://sqlite.org/fts5.html#full_text_query_syntax): each token in quotes, marked as
    /// one that is not to be cut again. nil where there is nothing to look for.
    var expression: String? {
        guard !tokens.isEmpty else { return nil }
        return tokens.map { token in
            "\"\u{1}" + token.text.replacing("\"", with: "\"\"") + (token.isPrefix ? "\" *" : "\"")
        }.joined(separator: " OR ")
    }

    private static func withoutFunctionWords(_ tokens: [KeywordToken]) -> [KeywordToken] {
        var taken: [Bool] = []
        for token in tokens where FunctionWords.contains(token) && !token.isPrefix {
            if taken.count < token.bytes.upperBound {
                taken += Array(repeating: false, count: token.bytes.upperBound - taken.count)
            }
            for byte in token.bytes { taken[byte] = true }
        }
        return tokens.filter { token in
            !FunctionWords.contains(token) && !FunctionWords.hasParticle(token)
                && !token.bytes.contains { $0 < taken.count && taken[$0] }
        }
    }

    private static func mostTelling(_ tokens: [KeywordToken]) -> [KeywordToken] {
        guard tokens.count > mostTokens else { return tokens }
        func weight(_ token: KeywordToken) -> Int {
            let hasDigit = token.text.utf8.contains { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
            return token.text.utf8.count + (hasDigit && token.text.utf8.count > 2 ? 100 : 0)
        }
        let kept = tokens.indices.sorted { (weight(tokens[$1]), $0) < (weight(tokens[$0]), $1) }.prefix(mostTokens)
        return kept.sorted().map { tokens[$0] }
    }
}
