import Testing

@testable import OpenAIClient

@Suite("Channel of a reply")
struct ChannelTests {
    /// A channel whose loop does not run.
    private func withChannel(_ body: (Channel) async throws -> Void) async throws {
        let multi = MultiHandle(pointer: EventLoop.makeMulti())
        let mailbox = Mailbox(waking: multi)
        try await body(Channel(mailbox: mailbox))
        mailbox.close()
        EventLoop(multi: multi, mailbox: mailbox, settings: NetworkSettings()).run()
    }

    @Test("cancelling while bytes wait is an error even if the reply was complete")
    func cancelledWithBytes() async throws {
        try await withChannel { channel in
            _ = [1, 2, 3].withUnsafeBytes(channel.offer)
            channel.finish(.success(()))
            channel.cancel()
            await #expect(throws: CancellationError.self) { try await channel.next() }
        }
    }

    @Test("cancelling after the last byte changes nothing")
    func cancelledWhenDrained() async throws {
        try await withChannel { channel in
            _ = [1, 2, 3].withUnsafeBytes(channel.offer)
            channel.finish(.success(()))
            let bytes = try await channel.next()
            #expect(!bytes.isEmpty)
            channel.cancel()
            let rest = try await channel.next()
            #expect(rest.isEmpty)
        }
    }
}
