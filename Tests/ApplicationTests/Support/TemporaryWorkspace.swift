import Application
import Foundation
import LoopbackServer
import Synchronization

/// Runs `body` with a workspace in a temporary folder that holds the shipped prompts, `documents` by path, and
/// `configuration` as its `kefu.yaml`.
func withWorkspace(
    _ documents: [String: String] = [:],
    configuration: String = "",
    _ body: (Workspace) async throws -> Void
) async throws {
    let files = FileManager.default
    let root = files.temporaryDirectory.appending(path: "kefu-\(UUID().uuidString)", directoryHint: .isDirectory)
    try files.createDirectory(at: root.appending(path: "knowledge-base"), withIntermediateDirectories: true)
    defer { try? files.removeItem(at: root) }
    let package = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().resolvingSymlinksInPath()
    try files.copyItem(at: package.appending(path: "prompts"), to: root.appending(path: "prompts"))
    try configuration.write(to: root.appending(path: "kefu.yaml"), atomically: true, encoding: .utf8)
    for (path, text) in documents {
        let file = root.appending(path: "knowledge-base/\(path)")
        try files.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try text.write(to: file, atomically: true, encoding: .utf8)
    }
    try await body(Workspace(root: root))
}

/// Runs `body` with an assembly on such a workspace. A service on loopback embeds texts by counting their characters;
/// there is no completion model.
func withAssembly(
    _ documents: [String: String] = [:],
    flags: [String: String] = [:],
    notify: @escaping @Sendable (Notice) -> Void = { _ in },
    _ body: (Assembly) async throws -> Void
) async throws {
    try await withServer(EmbeddingService.script) { server in
        try await withWorkspace(documents) { workspace in
            let settings = try await Settings.load(
                workspace: workspace,
                flags: ["completion.provider": "none"].merging(flags) { $1 },
                environment: ["OPENAI_BASE_URL": server.address, "KEFU_NETWORK_ATTEMPTS": "1"]
            )
            try await body(Assembly(settings, notify: notify))
        }
    }
}

/// A service on loopback that speaks the protocol of OpenAI's embeddings.
enum EmbeddingService {
    static let script: @Sendable (Connection) throws -> Void = { connection in
        while let request = connection.readRequest() {
            let texts = request.json["input"] as? [String] ?? []
            let list = texts.enumerated().map { index, text in
                var counts = [Double](repeating: 0.01, count: 64)
                for scalar in text.unicodeScalars { counts[Int(scalar.value % 64)] += 1 }
                return ["index": index, "embedding": counts] as [String: Any]
            }
            let json = try JSONSerialization.data(withJSONObject: ["data": list])
            try connection.respond(body: String(decoding: json, as: UTF8.self))
        }
    }
}

/// Collects values from callbacks, in the order in which they come.
final class Recorded<Value: Sendable>: Sendable {
    private let storage = Mutex<[Value]>([])

    var values: [Value] { storage.withLock(\.self) }

    func add(_ value: Value) { storage.withLock { $0.append(value) } }
}
