/// The settings with which a supervisor starts the server. The process that starts the supervisor writes them.
struct EngineOrder: Codable, Sendable, Hashable {
    let launcher: EngineLauncher
    let model: String
    let modelName: String
    let contextTokens: Int
    let threads: Int?
    let idleSeconds: Double
    let startLimit: Double
}
