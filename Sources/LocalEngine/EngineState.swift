/// The state of an engine that its supervisor publishes.
struct EngineState: Codable, Sendable, Hashable {
    enum Phase: String, Codable, Sendable {
        case starting, ready, failed
    }

    var phase: Phase
    /// The process id of the supervisor, like that of the server valid only while the supervisor's lock is held.
    var supervisor: Int32
    var server: Int32 = 0
    var port: UInt16 = 0
    var key = ""
    var modelName: String
    var threads = 0
    /// The reason of a failure, in words for a person.
    var reason: String?
}
