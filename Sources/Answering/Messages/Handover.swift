import Lexicon
import RAGCore

/// Recognises messages that a person must take over, whatever the documents say: somebody asks for a person, is angry,
/// threatens with law or publicity, or tells of a fire or an injury.
///
/// A message is judged clause by clause, because most of these words also stand in ordinary questions:
/// `我要起诉你们` is a threat, `起诉需要哪些材料` is a question.
package struct Handover: Sendable {
    /// The patterns of the settings.
    private let ownTopics: PhrasePatterns

    /// Creates a recogniser. `topics` from the settings, such as `媒体曝光` or `press inquiry`, are added to the
    /// topics that always need a person. They have the form of `PhrasePatterns`.
    package init(topics: [String] = []) {
        ownTopics = PhrasePatterns(topics.map { $0.foldingWriting().foldingCaseAndWidth() })
    }

    /// Returns the reason to hand `message` over; nil if there is none. A request for a person comes first.
    func reason(_ message: String) -> Answer.Reason? {
        let reasons = MessageSplitter.sentences(of: message).joined().compactMap { reason(ofClause: $0.text) }
        return reasons.contains(.requested) ? .requested : reasons.first
    }

    private func reason(ofClause clause: String) -> Answer.Reason? {
        if !ownTopics.isEmpty, ownTopics.occurs(in: clause) { return .listedTopic }
        let text = Self.ordinary.masking(clause.foldingCaseAndWidth())
        let phrases = PhraseText(text)
        let asksWhat = Self.questionWords.occurs(in: phrases)
        let asks = asksWhat || MessageClause.asks(text)
        if Self.isRequestAlone(phrases) { return .requested }
        if !(asks && Self.hours.occurs(in: phrases)), isRequest(phrases, asksWhat: asksWhat, asks: asks) {
            return .requested
        }
        if Self.swearing.occurs(in: phrases) { return .listedTopic }
        if !asks, Self.anger.occurs(in: phrases) || Self.topics.occurs(in: phrases) { return .listedTopic }
        return Self.incidents.occurs(in: phrases) && !isSupposed(phrases, asks: asks) ? .listedTopic : nil
    }

    /// Returns whether the clause asks for a person. One that asks something else as well must address the agent:
    /// `能帮我转客服吗`, but not `退货需要联系客服吗`.
    private func isRequest(_ text: PhraseText, asksWhat: Bool, asks: Bool) -> Bool {
        if Self.requests.occurs(in: text) { return true }
        guard !asksWhat, !asks || Self.addressed.occurs(in: text) else { return false }
        return Self.openRequests.occurs(in: text) && !Self.couriers.occurs(in: text)
    }

    /// Returns whether an incident is asked about rather than told: `会不会漏电`, `what if it catches fire`.
    private func isSupposed(_ text: PhraseText, asks: Bool) -> Bool {
        if Self.suppositions.occurs(in: text) { return true }
        return asks && !Self.callsForHelp.occurs(in: text)
    }

    /// Returns whether the clause is nothing but a word such as `人工` or `agent please`.
    private static func isRequestAlone(_ text: PhraseText) -> Bool {
        let words = text.words.split(separator: " ").map { String(String.UnicodeScalarView($0)) }
        return alone.contains(words.filter { !fillers.contains($0) }.joined(separator: " "))
    }

    private static let list = WordList(PackageResources.hand_over_txt)
    private static let alone = Set(list["alone"])
    private static let fillers = Set(list["fillers"])
    private static let requests = PhrasePatterns(list["requests"])
    private static let openRequests = PhrasePatterns(list["open-requests"])
    private static let addressed = PhrasePatterns(list["addressed"])
    private static let couriers = PhrasePatterns(list["couriers"])
    private static let topics = PhrasePatterns(list["topics"])
    private static let swearing = PhrasePatterns(list["swearing"])
    private static let anger = PhrasePatterns(list["anger"])
    private static let incidents = PhrasePatterns(list["incidents"])
    private static let suppositions = PhrasePatterns(list["suppositions"])
    private static let callsForHelp = PhrasePatterns(list["calls-for-help"])
    private static let hours = PhrasePatterns(list["hours"])
    private static let questionWords = PhrasePatterns(list["question-words"])
    /// Phrases that contain a listed word but mean something else, such as `人工智能`.
    private static let ordinary = PhraseMask(list["ordinary"])
}
