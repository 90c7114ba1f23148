import Dispatch
import Foundation

/// SIGHUP, with which a service is told to read its settings again.
enum HangUps {
    /// Calls `action` at each SIGHUP, one after another, until the task that it returns is cancelled.
    static func each(_ action: @escaping @Sendable () async -> Void) -> Task<Void, Never> {
        let (signals, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        signal(SIGHUP, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: SIGHUP, queue: .global())
        source.setEventHandler { continuation.yield() }
        source.resume()
        return Task {
            for await _ in signals { await action() }
            source.cancel()
        }
    }
}
