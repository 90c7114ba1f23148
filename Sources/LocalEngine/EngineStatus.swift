import Foundation

/// What `kefu status` tells of a running engine.
package struct EngineStatus: Sendable, Hashable {
    /// False while the model is still being loaded.
    package let isReady: Bool
    package let modelName: String
    /// Process ids of the supervisor and of the server (0 while there is none).
    package let supervisorID: Int32
    package let serverID: Int32
    /// 0 while it is not known.
    package let port: UInt16
    package let threads: Int
    /// Whether a command uses it now.
    package let isInUse: Bool
    /// Seconds until it ends by itself, if nobody uses it.
    package let idleLeft: Double
    /// Where the supervisor and the server log.
    package let log: URL
}
