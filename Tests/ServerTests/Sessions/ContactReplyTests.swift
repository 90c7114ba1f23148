import Application
import RAGCore
import Testing

@testable import Server

@Suite("Replies to contacts") struct ContactReplyTests {
    @Test("the reply says nothing that has not happened")
    func saysWhatIsTrue() async throws {
        try await TemporaryWorkspace.with([:]) { workspace in
            let settings = try await Settings.load(
                workspace: workspace,
                flags: ["company.en.contact": "hello@shop.example"],
                environment: [:]
            )
            let quick = ContactReply("1", isForwarded: false, settings, .english).message
            #expect(quick.hasSuffix("For a quick answer: hello@shop.example."))
            let forwarded = ContactReply("1", isForwarded: true, settings, .chinese).message
            #expect(forwarded == "您的联系方式已保存，正在通知工作人员。该信息将在 30 天后删除。")
        }
    }
}
