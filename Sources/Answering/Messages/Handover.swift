import Lexicon
import RAGCore

/// Recognises questions that a person must take over, whatever the documents say.
package struct Handover: Sendable {
    /// The reason of each phrase. Requests for a person come first.
    private let reasons: [Answer.Reason]
    /// Finds Latin phrases as whole words.
    private let latin: AhoCorasick
    /// Finds Chinese phrases anywhere in a text without its spaces.
    private let han: AhoCorasick

    /// Creates a recogniser. `topics` from the settings, such as `媒体曝光` or `press inquiry`, are added to the
    /// topics that always need a person.
    package init(topics: [String] = []) {
        let listed = Self.alwaysListed + topics.map { $0.foldingCaseAndWidth() }
        reasons = Self.requests.map { _ in .requested } + listed.map { _ in .listedTopic }
        let phrases = Self.requests + listed
        let isLatin = { (phrase: String) in phrase.utf8.allSatisfy { $0 < 0x80 } }
        latin = AhoCorasick(phrases.map { isLatin($0) ? Array(" \($0) ".unicodeScalars) : [] })
        han = AhoCorasick(phrases.map { isLatin($0) ? [] : Array($0.unicodeScalars) })
    }

    /// Returns the reason to hand `question` over; nil if there is none.
    func reason(_ question: String) -> Answer.Reason? {
        let text = question.spacedWords()
        let found = latin.found(in: text) + han.found(in: text.filter { $0 != " " })
        return found.min().map { reasons[$0] }
    }

    private static let words = WordList(PackageResources.hand_over_txt)
    private static let requests = words["requests"]
    /// Somebody who asks how to complain asks a question; somebody who complains needs a person.
    private static let alwaysListed = words["topics"]
}
