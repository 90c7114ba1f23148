import Foundation
import LoopbackServer
import Synchronization

/// A loopback completion service that sends the next piece of its reply when the test releases it.
final class PacedService: Sendable {
    private let reply: Mutex<[String]>
    private let permits = DispatchSemaphore(value: 0)

    init(_ reply: [String]) { self.reply = Mutex(reply) }

    /// Sets the reply from the next question on.
    func say(_ pieces: [String]) { reply.withLock { $0 = pieces } }

    /// Releases `count` more pieces; one more than the number of pieces ends the reply.
    func release(_ count: Int) { for _ in 0..<count { permits.signal() } }

    /// Releases the whole reply.
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

    /// Returns the environment in which `server` writes the answers. Questions are embedded by the real model.
    static func environment(_ server: ScriptedServer) -> [String: String] {
        [
            "KEFU_COMPLETION_PROVIDER": "openai", "KEFU_COMPLETION_BASE_URL": server.address,
            "KEFU_COMPLETION_API_KEY": "sk-test", "KEFU_COMPLETION_MODEL": "test-model", "KEFU_NETWORK_ATTEMPTS": "1",
        ]
    }
}
