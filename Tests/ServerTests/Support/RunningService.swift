import Application
import Foundation
import LoopbackServer
import RAGCore
import SQLiteStore
import Testing

@testable import Server

/// The service on a free port of loopback, with a small knowledge base of its own and a scripted completion model.
struct RunningService: Sendable {
    let port: Int
    let workspace: Workspace
    let assembly: Assembly
    let model: ScriptedServer

    /// Sends a request and returns the reply, which must be as `openapi.yaml` says.
    func send(
        _ method: String,
        _ path: String,
        key: String? = nil,
        headers: [String: String] = [:],
        body: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> HTTPReply {
        let text = request(method, path, key: key, headers: headers, body: body)
        let reply = try await Blocking.run { [port] in
            let connection = try HTTPConnection(port: port)
            connection.write(text)
            return connection.reply()
        }
        let found = try #require(reply, "the service closed the connection", sourceLocation: sourceLocation)
        for fault in try ServiceDescription.shared.faults(in: found, to: method, path) {
            Issue.record("\(method) \(path) \(found.status): \(fault)", sourceLocation: sourceLocation)
        }
        return found
    }

    /// Asks one question.
    func ask(
        _ question: String,
        session: String? = nil,
        stream: Bool = false,
        key: String? = nil,
        headers: [String: String] = [:]
    ) async throws -> HTTPReply {
        try await send(
            "POST",
            "/v1/chat/completions",
            key: key,
            headers: headers,
            body: Self.question(question, session: session, stream: stream)
        )
    }

    /// The bytes of a request.
    func request(
        _ method: String,
        _ path: String,
        key: String? = nil,
        headers: [String: String] = [:],
        body: String? = nil
    ) -> String {
        var lines = ["\(method) \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)"]
        if let key { lines.append("Authorization: Bearer \(key)") }
        lines += headers.map { "\($0.key): \($0.value)" }
        if let body { lines += ["Content-Type: application/json", "Content-Length: \(body.utf8.count)"] }
        return lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? "")
    }

    /// The body of a question.
    static func question(_ question: String, session: String? = nil, stream: Bool = false) -> String {
        let content = (try? String(decoding: JSONEncoder().encode(question), as: UTF8.self)) ?? "\"\""
        let id = session.map { "\"\($0)\"" } ?? "null"
        return #"{"messages": [{"role": "user", "content": \#(content)}], "stream": \#(stream), "session_id": \#(id)}"#
    }

    /// Makes a key in the workspace.
    func key(_ name: String, scope: AccessKey.Scope = .ask, tags: [String] = []) async throws -> String {
        let store = try SQLiteConversationStore(at: workspace.conversations, access: .readWrite)
        return try await AccessKeys(in: store).add(name, scope: scope, tags: tags).text
    }
}

/// Runs `body` with a service that answers from `documents`, and stops it afterwards.
func withService(
    _ documents: [String: String] = SampleDocuments.all,
    completion: CompletionScript = CompletionScript(),
    flags: [String: String] = [:],
    environment: [String: String] = [:],
    _ body: @Sendable (RunningService) async throws -> Void
) async throws {
    try await withServer(completion.run) { model in
        try await TemporaryWorkspace.with(documents) { workspace in
            let settings = try await Settings.load(
                workspace: workspace,
                flags: ["policy.minimum-confidence": "0"].merging(flags) { $1 },
                environment: ["OPENAI_BASE_URL": model.address, "KEFU_NETWORK_ATTEMPTS": "1"]
                    .merging(environment) { $1 }
            )
            let assembly = Assembly(settings) { _ in }
            if !documents.isEmpty {
                let refresh = try await RefreshJob(assembly)
                _ = try await refresh.run { _ in }
                try refresh.close()
            }
            let server = try await KefuServer(assembly, port: 0)
            let (addresses, continuation) = AsyncStream.makeStream(of: KefuServer.Address.self)
            let serving = Task { try await server.run { continuation.yield($0) } }
            var started = addresses.makeAsyncIterator()
            let address = try #require(await started.next())
            let service = RunningService(port: address.port, workspace: workspace, assembly: assembly, model: model)
            do {
                try await body(service)
            } catch {
                serving.cancel()
                throw error
            }
            serving.cancel()
            try await serving.value
        }
    }
}
