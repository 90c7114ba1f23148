import Foundation
import LoopbackServer
import Synchronization

/// A completion service on loopback that writes the next piece of its reply when the test says so.
final class PacedService: Sendable {
    private let reply: Mutex<[String]>
    private let permits = DispatchSemaphore(value: 0)

    init(_ reply: [String]) { self.reply = Mutex(reply) }

    /// What it says from the next question on.
    func say(_ pieces: [String]) { reply.withLock { $0 = pieces } }

    /// Lets `count` more pieces go; with one more than there are, the reply ends.
    func release(_ count: Int) { for _ in 0..<count { permits.signal() } }

    /// The whole reply goes at once.
    func releaseAll() { release(reply.withLock(\.count) + 1) }

    var script: @Sendable (Connection) throws -> Void {
        { [self] connection in
            while connection.readRequest() != nil {
                try connection.beginStream()
                for piece in reply.withLock(\.self) {
                    permits.wait()
                    try connection.write(ModelService.event(piece))
                }
                permits.wait()
                try connection.write(
                    "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":812,\"completion_tokens\":96}}\n\ndata: [DONE]\n\n"
                )
                return
            }
        }
    }

    /// Environment in which `server` writes the answers; questions are embedded by the real model.
    static func environment(_ server: ScriptedServer) -> [String: String] {
        [
            "KEFU_COMPLETION_PROVIDER": "openai", "KEFU_COMPLETION_BASE_URL": server.address,
            "KEFU_COMPLETION_API_KEY": "sk-test", "KEFU_COMPLETION_MODEL": "test-model", "KEFU_NETWORK_ATTEMPTS": "1",
        ]
    }
}
