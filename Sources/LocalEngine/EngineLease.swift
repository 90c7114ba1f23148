import Foundation
import OperatingSystem
import RAGCore
import Synchronization

/// The right to use a running engine. The engine keeps running at least as long as a lease is held.
///
/// A lease ends with `release()`, with the last reference to it, or with the process.
package final class EngineLease: Sendable {
    /// The base address of the API: `http://127.0.0.1:PORT/v1`.
    package let baseURL: URL
    /// The key that the server asks for. Each supervisor creates a random one.
    package let apiKey: String
    /// The name of the model at the server.
    package let modelName: String
    /// The process id of the server.
    package let serverID: Int32

    let port: UInt16
    private let lock: Mutex<FileLock?>

    init?(_ state: EngineState, lock: consuming FileLock) {
        guard let url = URL(string: "http://127.0.0.1:\(state.port)/v1") else { return nil }
        baseURL = url
        apiKey = state.key
        modelName = state.modelName
        serverID = state.server
        port = state.port
        self.lock = Mutex(consume lock)
    }

    /// Gives the lease back. The idle time begins when no lease is held any more.
    package func release() {
        lock.withLock {
            $0?.touch()
            $0 = nil
        }
    }

    deinit {
        release()
    }
}
