import Foundation
import Lexicon
import RAGCore

/// Recognises greetings, thanks and farewells, which are answered without a search.
enum SmallTalk {
    /// Returns the kind of small talk; nil if `message` contains anything else.
    static func kind(of message: String) -> Answer.Reason? {
        // A greeting may be repeated and have fillers: `你好，请问在吗？`, `hi there!`, `谢谢您啦~`.
        let words = message.foldingCaseAndWidth().map { $0.isLetter || $0 == "'" ? String($0) : " " }.joined()
            .split(separator: " ").map(String.init)
        guard !words.isEmpty, words.reduce(0, { $0 + $1.count }) <= longest else { return nil }
        let text = words.joined(separator: " ")
        for (kind, phrases) in phrases {
            var rest = text[...]
            var found = false
            while !rest.isEmpty {
                if let phrase = phrases.first(where: { Self.begins(rest, with: $0) }) {
                    rest = rest.dropFirst(phrase.count)
                    found = true
                } else if let filler = fillers.first(where: { Self.begins(rest, with: $0) }) {
                    rest = rest.dropFirst(filler.count)
                } else {
                    break
                }
                rest = rest.drop { $0 == " " }
            }
            if rest.isEmpty, found { return kind }
        }
        return nil
    }

    /// Returns whether `text` begins with `phrase`. A Latin phrase must end at the end of a word.
    private static func begins(_ text: Substring, with phrase: String) -> Bool {
        guard text.hasPrefix(phrase) else { return false }
        guard phrase.last?.isASCII == true, let next = text.dropFirst(phrase.count).first else { return true }
        return next == " " || !next.isASCII
    }

    /// The most letters of small talk.
    private static let longest = 30

    private static let list = WordList(PackageResources.small_talk_txt)
    private static let phrases: [(Answer.Reason, [String])] = [.greeting, .thanks, .farewell].map {
        ($0, list[$0.rawValue])
    }
    private static let fillers = list["fillers"]
}
