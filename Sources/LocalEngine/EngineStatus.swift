import Foundation

/// The state of a running engine, as `kefu status` shows it.
package struct EngineStatus: Sendable, Hashable {
    /// Whether the model is loaded.
    package let isReady: Bool
    /// The name of the model at the server.
    package let modelName: String
    /// The process id of the supervisor.
    package let supervisorID: Int32
    /// The process id of the server; 0 while there is none.
    package let serverID: Int32
    /// The port of the server; 0 while it is not known.
    package let port: UInt16
    /// The number of computing threads; 0 while it is not known.
    package let threads: Int
    /// Whether a command uses the engine now.
    package let isInUse: Bool
    /// The seconds until the engine ends if nobody uses it.
    package let idleLeft: Double
    /// The log file of the supervisor and the server.
    package let log: URL
}
