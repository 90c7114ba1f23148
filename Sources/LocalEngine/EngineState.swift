/// What a supervisor says of its engine.
struct EngineState: Codable, Sendable, Hashable {
    enum Phase: String, Codable, Sendable {
        case starting, ready, failed
    }

    var phase: Phase
    /// Process ids; trusted only while the supervisor's lock is held.
    var supervisor: Int32
    var server: Int32 = 0
    var port: UInt16 = 0
    var key = ""
    var modelName: String
    var threads = 0
    /// Why it failed, for a person.
    var reason: String?
}
