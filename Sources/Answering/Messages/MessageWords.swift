import Lexicon

/// The lists that tell which clauses of a message ask.
enum MessageWords {
    static let asks = PhraseFinder(list["asks"])
    static let asksNothing = list["asks-nothing"]
    static let opensQuestion = Set(list["opens-question"])
    static let limits = PhraseFinder(list["limits"])
    static let tells = PhraseFinder(list["tells"])
    static let wishes = PhraseFinder(list["wishes"])
    static let courtesies = Set(list["courtesies"])
    static let closings = PhraseFinder(list["closings"])
    static let joins = list["joins"]
    static let continues = list["continues"]

    private static let list = WordList(PackageResources.message_words_txt)
}
