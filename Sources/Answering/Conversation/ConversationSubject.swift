import Lexicon
import RAGCore

/// Finds the document that a conversation is about by its title, however long ago it was mentioned.
enum ConversationSubject {
    /// The fewest characters of a title that is looked for; shorter ones occur by chance.
    private static let (leastHan, leastLatin) = (2, 4)

    /// Returns the title of one of `hits` that was mentioned last in `utterances`, oldest first; nil if none was or
    /// if `question` mentions one itself. Of several in one utterance the first counts, because an answer names its
    /// subject at its start and may quote another document behind it.
    static func title(in utterances: [String], among hits: [SearchHit], for question: String) -> String? {
        let titles = Dictionary(hits.map { ($0.documentTitle.spacedWords(), $0.documentTitle) }) { first, _ in first }
            .filter { isTelling($0.key) }
        let asked = question.spacedWords()
        guard !titles.keys.contains(where: { place(of: $0, in: asked) != nil }) else { return nil }
        for utterance in utterances.reversed() {
            let words = utterance.spacedWords()
            let mentioned = titles.compactMap { title in
                place(of: title.key, in: words).map { (place: $0, length: -title.key.count, title: title.value) }
            }
            // The longest title is the most exact one: 哈利波特与魔法石, not 哈利波特.
            if let first = mentioned.min(by: { ($0.place, $0.length, $0.title) < ($1.place, $1.length, $1.title) }) {
                return first.title
            }
        }
        return nil
    }

    /// Returns where `title` stands in `words`, a Latin one as whole words; nil if it does not.
    private static func place(of title: String, in words: String) -> Int? {
        let isHan = title.contains(where: \.isHanCharacter)
        let wanted = isHan ? title.dropFirst().dropLast() : title[...]
        // A Latin title begins with the blank before its first word.
        return words.firstRange(of: wanted).map {
            words.distance(from: words.startIndex, to: $0.lowerBound) + (isHan ? 0 : 1)
        }
    }

    private static func isTelling(_ title: String) -> Bool {
        let length = title.count - 2
        return title.contains(where: \.isHanCharacter) ? length >= leastHan : length >= leastLatin
    }
}
