import Foundation
import OperatingSystem
import RAGCore
import Synchronization

/// The right to use an engine that runs. The engine stays at least as long as someone holds one.
///
/// Given back by `release()`, when the last reference goes, or by the kernel when the process ends.
package final class EngineLease: Sendable {
    /// `http://127.0.0.1:PORT/v1`
    package let baseURL: URL
    /// The key the server asks for; random, new with every start of a supervisor.
    package let apiKey: String
    /// The name the server knows its model by.
    package let modelName: String
    /// The process that serves.
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

    /// Gives the lease back; the idle time begins to run when nobody holds one any more.
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
