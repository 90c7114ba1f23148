import Answering
import Application
import Foundation
import RAGCore

/// The facts of an answer beyond the OpenAI API.
struct KefuReply: Encodable, Sendable {
    /// How a person takes over.
    struct Handover: Encodable, Sendable {
        let reason: String
        @Nullable var team: String?
        let contact: String
        /// Whether people answer now; nil where no business hours are set.
        @Nullable var isOpen: Bool?
        @Nullable var hours: String?
        /// Whether a contact that the customer leaves is stored.
        let takesContact: Bool
    }

    let decision: String
    @Nullable var reason: String?
    /// The probability, 0 to 1, that the documents answer the question.
    @Nullable var confidence: Double?
    let language: String
    @Nullable var sessionId: String?
    @Nullable var turn: Int?
    /// Whether to label the answer as written by AI.
    let aiGenerated: Bool
    /// The code point from which the text before the correction is void; nil if nothing was corrected.
    @Nullable var replacedFrom: Int?
    @Nullable var handover: Handover?
    let options: [String]
    let unsupported: [String]
    let sources: [SourceReply]

    /// Describes `turn`. `isCorrected` tells whether text that was sent is void.
    init(_ turn: AnsweredTurn, isCorrected: Bool, _ settings: Settings, now: Date = Date()) {
        let answer = turn.answer
        decision = answer.decision.rawValue
        reason = answer.reason?.rawValue
        confidence = answer.confidence
        language = answer.language.rawValue
        sessionId = turn.session
        self.turn = turn.turn
        aiGenerated = settings.server.labelsAnswers && answer.model != nil
        replacedFrom = isCorrected ? 0 : nil
        options = answer.options
        unsupported = answer.unsupported
        sources = answer.sources.map(SourceReply.init)
        handover =
            answer.decision != .handedOver
            ? nil
            : Handover(
                reason: answer.reason?.rawValue ?? "",
                team: answer.team,
                contact: settings.company[answer.language]?.contact ?? "",
                isOpen: settings.handover.hours?.isOpen(at: now),
                hours: settings.handover.hours?.text,
                takesContact: settings.handover.takesContact && turn.session != nil
            )
    }
}
