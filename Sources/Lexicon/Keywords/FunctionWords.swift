/// Words that shape a question but do not say what it is about.
package enum FunctionWords {
    /// Returns whether `token` is a function word, or a pair of characters that belongs to one.
    package static func contains(_ token: KeywordToken) -> Bool { words.contains(token.text) }

    /// Returns whether `token` is a pair with a sentence particle. Its other character may belong to any word.
    package static func hasParticle(_ token: KeywordToken) -> Bool {
        token.text.unicodeScalars.contains { particles.contains($0) }
    }

    private static let words = Set(
        KeywordToken.all(in: english + "\n" + chinese, as: .question).map(\.text)
    )

    private static let english = """
        a an and are as at be been but by can could did do does for from had has have he her his how i if in into is it its me
        my no not of on or our she should so than that the their them then there these they this those to was we were what
        when where which who whom why will with would you your am about any please
        """

    /// In simplified characters, as the tokenizer returns them. A word of one character counts only if it stands alone.
    private static let chinese = """
        的 了 我 你 您 他 她 它 们 是 在 有 和 与 或 就 都 也 还 要 会 能 这 那 个 被 把 对 从 到 于 以 及 为 之 其 几 谁
        什么 怎么 怎样 怎么样 如何 为什么 为何 哪些 哪里 哪个 哪儿 可以 能否 是否 是不是 有没有 请问 什么样 时候
        我们 你们 他们 这个 那个 一个
        """

    /// Sentence particles that hardly ever occur inside a word.
    private static let particles: Set<Unicode.Scalar> = ["吗", "呢", "啊", "呀"]
}
