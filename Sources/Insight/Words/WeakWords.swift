import Lexicon

/// Words that are no labels, because they say little about a subject.
enum WeakWords {
    /// Returns whether an English word or a number, in lower case, is no label.
    static func contains(latin word: String) -> Bool {
        word.count < 2 || !word.contains(where: \.isLetter) || word.hasSuffix("n't") || word.hasSuffix("n’t")
            || Terms.phrases(of: word).isEmpty
            || stem(of: word).map(stems.contains) ?? true
            || KeywordToken.all(in: word, as: .question).first.map(FunctionWords.contains) ?? true
    }

    /// Returns whether a Chinese word is no label: a single character, a numeral with its unit, a question
    /// word, a piece of a foreign name.
    static func contains(_ word: HanWord) -> Bool {
        word.count < 2 || chinese.contains(word) || Particles.numerals.contains(word.first)
            || word.units.contains(where: Particles.questions.contains)
            || word.count == 2 && word.units.allSatisfy(Particles.sounds.contains)
    }

    /// Returns the stem under which forms of a Latin word are counted together; nil if it has none.
    static func stem(of word: String) -> String? { KeywordToken.all(in: word, as: .question).first?.text }

    private static let list = WordList(PackageResources.weak_words_txt)
    private static let stems = Set(list["english"].compactMap(stem))
    private static let chinese = Set(
        (list["chinese"] + FunctionWords.chinese + Terms.emptyPhraseList).compactMap(HanWord.init)
    )
}
