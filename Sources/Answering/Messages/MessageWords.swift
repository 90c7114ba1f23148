import Lexicon

/// The lists that tell which clauses of a message ask.
enum MessageWords {
    static let asks = PhrasePatterns(list["asks"])
    static let asksNothing = PhraseMask(list["asks-nothing"])
    static let opensQuestion = Set(list["opens-question"])
    static let opensQuestionBeforeSubject = Set(list["opens-question-before-subject"])
    static let subjects = Set(list["subjects"])
    static let predicates = Set(list["predicates"])
    static let limits = PhrasePatterns(list["limits"])
    static let tells = PhrasePatterns(list["tells"])
    static let wishes = PhrasePatterns(list["wishes"])
    static let courtesies = Set(list["courtesies"])
    static let closings = PhrasePatterns(list["closings"])
    static let joins = list["joins"]
    static let continues = list["continues"]

    private static let list = WordList(PackageResources.message_words_txt)
}
