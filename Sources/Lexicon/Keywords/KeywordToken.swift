import CTokenizer

/// A word, number or pair of Chinese characters in the form that the keyword index has.
package struct KeywordToken: Hashable {
    /// How a text is split into tokens.
    package enum Purpose: Sendable, Hashable, CaseIterable {
        /// To be indexed: each run of pairs ends with its last character alone, so that every character starts a token.
        case document
        /// To be looked up.
        case question
    }

    /// The token: at most 64 bytes, in lower case, traditional characters as simplified ones, English words stemmed.
    package let text: String
    /// The bytes of the text that the token was made of.
    package let bytes: Range<Int>
    /// Whether it begins where the previous token begins.
    package let isColocated: Bool
    /// Whether it is a single character of a question, which matches every pair that begins with it.
    package let isPrefix: Bool

    /// Returns the tokens of `text` in order, in time linear in its length.
    package static func all(in text: String, as purpose: Purpose) -> [KeywordToken] {
        let purpose = purpose == .document ? CT_DOCUMENT : CT_QUESTION
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
