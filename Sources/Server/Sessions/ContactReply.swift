import Application
import RAGCore

/// The reply to a contact that a customer left. It promises nothing that does not happen.
struct ContactReply: Encodable, Sendable {
    let sessionId: String
    let stored = true
    /// Whether the team is told at once.
    let forwarded: Bool
    let erasedAfterDays: Int
    /// The next step, in words for the customer.
    let message: String

    init(_ session: Session.ID, isForwarded: Bool, _ settings: Settings, _ language: Language) {
        sessionId = session
        forwarded = isForwarded
        let days = settings.handover.keepDays
        erasedAfterDays = days
        let texts =
            isForwarded
            ? LocalizedText(
                "Your contact is stored, and the team is being told. It is erased after \(days) days.",
                "您的联系方式已保存，正在通知工作人员。该信息将在 \(days) 天后删除。"
            )
            : LocalizedText(
                "Your contact is stored where the team can see it, for \(days) days.",
                "您的联系方式已保存，工作人员可以看到，\(days) 天后删除。"
            )
        let contact = settings.company[language]?.contact ?? ""
        let quickly = LocalizedText(" For a quick answer: \(contact).", "如需尽快处理：\(contact)。")
        let isNeeded = !isForwarded && !contact.isEmpty
        message = texts.text(in: language) + (isNeeded ? quickly.text(in: language) : "")
    }
}
