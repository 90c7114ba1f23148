import CTokenizer

/// A word, number or pair of characters in the form that the keyword index has.
struct KeywordToken: Hashable {
    let text: String
    /// The bytes of the text that the token was made of.
    let bytes: Range<Int>
    /// Whether it begins where the previous token begins.
    let isColocated: Bool
    /// Whether it is a single character of a question, which matches every pair that begins with it.
    let isPrefix: Bool

    /// Returns the tokens of `text`, as the C tokenizer makes them.
    static func all(in text: String, as purpose: ct_purpose) -> [KeywordToken] {
        var text = text
        var tokens: [KeywordToken] = []
        text.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { characters in
                _ = withUnsafeMutablePointer(to: &tokens) { tokens in
                    ct_tokenize(characters.baseAddress, Int32(characters.count), purpose, tokens, append)
                }
            }
        }
        return tokens
    }

    private static let append: ct_taker = { context, flags, token, length, start, end in
        guard let tokens = context?.assumingMemoryBound(to: [KeywordToken].self), let token else { return 1 }
        let bytes = UnsafeRawBufferPointer(start: token, count: Int(length))
        tokens.pointee.append(
            KeywordToken(
                text: String(decoding: bytes, as: UTF8.self),
                bytes: Int(start)..<Int(end),
                isColocated: flags & Int32(CT_COLOCATED) != 0,
                isPrefix: flags & Int32(CT_PREFIX) != 0
            )
        )
        return 0
    }
}
