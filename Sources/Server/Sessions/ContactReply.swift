import Application
import RAGCore

/// The reply to a contact that a customer left. It promises nothing that does not happen.
struct ContactReply: Encodable, Sendable {
    let sessionId: String
    let stored = true
    /// Whether the team is told at once.
    let forwarded: Bool
    let erasedAfterDays: Int
    /// What happens now, for the customer.
    let message: String

    init(_ session: Session.ID, isForwarded: Bool, _ settings: Settings, _ language: Language) {
        sessionId = session
        forwarded = isForwarded
        let days = settings.handover.keepDays
        erasedAfterDays = days
        let contact = settings.company[language]?.contact ?? ""
        let texts =
            isForwarded
            ? LocalizedText(
                "Your contact was passed on to the team. A person replies by mail or phone. It is erased after \(days) days.",
                "您的联系方式已转给工作人员，会有人通过邮件或电话与您联系。该信息将在 \(days) 天后删除。"
            )
            : LocalizedText(
                "Your contact is stored where the team can see it, for \(days) days. For a quick answer: \(contact).",
                "您的联系方式已保存，工作人员可以看到，\(days) 天后删除。如需尽快处理：\(contact)。"
            )
        message = texts.text(in: language)
    }
}
