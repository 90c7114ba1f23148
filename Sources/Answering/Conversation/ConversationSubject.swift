import Lexicon
import RAGCore

/// Finds the document that a conversation is about by its title, however long ago it was mentioned.
enum ConversationSubject {
    /// The fewest characters of a title that is looked for; shorter ones occur by chance.
    private static let (leastHan, leastLatin) = (2, 4)

    /// Returns the title of one of `hits` that was mentioned last in `utterances`, oldest first; nil if none was or if
    /// `question` mentions one itself.
    static func title(in utterances: [String], among hits: [SearchHit], for question: String) -> String? {
        let titles = Dictionary(hits.map { ($0.documentTitle.spacedWords(), $0.documentTitle) }) { first, _ in first }
            .filter { isTelling($0.key) }
        guard !titles.keys.contains(where: { mentions(question.spacedWords(), $0) }) else { return nil }
        for utterance in utterances.reversed() {
            let words = utterance.spacedWords()
            let mentioned = titles.filter { mentions(words, $0.key) }
            // The longest title is the most exact one: 哈利波特与魔法石, not 哈利波特.
            if let title = mentioned.max(by: { ($0.key.count, $1.key) < ($1.key.count, $0.key) }) { return title.value }
        }
        return nil
    }

    /// Returns whether `words` contain `title`, a Latin one as whole words.
    private static func mentions(_ words: String, _ title: String) -> Bool {
        title.contains(where: \.isHanCharacter) ? words.contains(title.dropFirst().dropLast()) : words.contains(title)
    }

    private static func isTelling(_ title: String) -> Bool {
        let length = title.count - 2
        return title.contains(where: \.isHanCharacter) ? length >= leastHan : length >= leastLatin
    }
}
