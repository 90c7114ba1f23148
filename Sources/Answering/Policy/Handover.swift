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

    private static let requests = [
        "转人工", "找人工", "要人工", "接人工", "人工客服", "人工服务", "真人客服", "和真人", "跟真人", "找真人", "让你们经理", "找你们经理",
        "找你们领导", "speak to a human", "talk to a human", "speak with a human", "talk with a human", "speak to a person",
        "talk to a person", "talk to a real person", "speak to a real person", "speak to someone", "talk to someone",
        "speak with someone", "talk to an agent", "speak to an agent", "speak with an agent", "human agent",
        "live agent",
        "real person", "speak to a representative", "talk to a representative", "customer service representative",
        "speak to your manager", "speak to a manager", "talk to your manager",
    ]

    /// Somebody who asks how to complain asks a question; somebody who complains needs a person.
    private static let alwaysListed = [
        "我要投诉", "要投诉你", "投诉你们", "举报你们", "起诉", "律师函", "找律师", "法院见", "打官司", "法律途径", "消协", "打12315", "12315投诉", "工商局",
        "媒体曝光", "曝光你们", "file a lawsuit", "sue you", "suing you", "take legal action", "taking legal action",
        "legal action", "my lawyer", "my attorney", "see you in court", "small claims", "i want to complain",
        "i want to make a complaint", "i wish to complain", "report you to", "consumer protection agency",
    ]
}
