import Lexicon

/// The tokens of a question that are looked up in the keyword index.
///
/// Function words are left out, and so are the pairs that share a character with one (in 怎么退款 the pair 么退
/// means nothing), unless nothing else remains. A single Chinese character is looked up only if it is the whole
/// question: it reads the rows of every pair that begins with it and does not improve the ranking. The weight of each
/// token follows from the number of its rows.
struct KeywordQuery {
    /// The tokens, each once, in the order of the question.
    let tokens: [KeywordToken]

    /// The most bytes of a question that are read. A longer text was probably pasted in; its codes and numbers, then
    /// its longest words, identify it.
    static let longestQuestion = 8192
    /// The most tokens that are looked up.
    static let mostTokens = 64

    init(_ question: String) {
        // A character that is cut at the end decodes as U+FFFD, which only separates tokens.
        let question = String(decoding: question.utf8.prefix(Self.longestQuestion), as: UTF8.self)
        let all = KeywordToken.all(in: question, as: .question)
        let telling = Self.withoutFunctionWords(all)
        var seen: Set<String> = []
        let pairs = telling.filter { !$0.isPrefix }
        let chosen = [pairs, telling, all].first { !$0.isEmpty } ?? []
        tokens = Self.mostTelling(chosen.filter { seen.insert($0.text).inserted })
    }

    /// The query in FTS5 syntax (https://sqlite.org/fts5.html#full_text_query_syntax), or nil if there are no tokens.
    ///
    /// Each token is quoted and starts with U+0001, which tells the tokenizer not to split it again.
    var expression: String? {
        guard !tokens.isEmpty else { return nil }
        return tokens.map { token in
            "\"\u{1}" + token.text.replacing("\"", with: "\"\"") + (token.isPrefix ? "\" *" : "\"")
        }.joined(separator: " OR ")
    }

    private static func withoutFunctionWords(_ tokens: [KeywordToken]) -> [KeywordToken] {
        var taken: [Bool] = []
        // An English one shares its letters with the name that it is a part of, which does mean something:
        // `isNotPrime`.
        for token in tokens where FunctionWords.contains(token) && !token.isPrefix && !token.isASCII {
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

extension KeywordToken {
    fileprivate var isASCII: Bool { text.utf8.allSatisfy { $0 < 0x80 } }
}
