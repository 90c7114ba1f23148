/// How the supervisor is to run the server; written by who starts it.
struct EngineOrder: Codable, Sendable, Hashable {
    let launcher: EngineLauncher
    let model: String
    let modelName: String
    let contextTokens: Int
    let threads: Int?
    let idleSeconds: Double
    let startLimit: Double
}
