/// Words that shape a question but do not say what it is about.
package enum FunctionWords {
    /// Returns whether `token` is a function word, or a pair of characters that belongs to one.
    package static func contains(_ token: KeywordToken) -> Bool { words.contains(token.text) }

    /// Returns whether `token` is a pair with a sentence particle. Its other character may belong to any word.
    package static func hasParticle(_ token: KeywordToken) -> Bool {
        token.text.unicodeScalars.contains { particles.contains($0) }
    }

    /// The English function words, in lower case.
    package static var english: [String] { list["english"] }

    /// Returns whether `word`, in lower case, is an English function word.
    static func isEnglish(_ word: String) -> Bool { englishWords.contains(word) }

    /// The Chinese function words, in simplified characters.
    package static var chinese: [String] { list["chinese"] }

    private static let words = Set(
        (list["english"] + list["chinese"]).flatMap { KeywordToken.all(in: $0, as: .question) }.map(\.text)
    )
    private static let englishWords = Set(list["english"])
    private static let list = WordList(PackageResources.function_words_txt)

    /// Sentence particles that hardly ever occur inside a word.
    private static let particles = Set(list["particles"].flatMap(\.unicodeScalars))
}
