import Foundation
import LoopbackServer
import RAGCore

@testable import OpenAIClient

/// An operation that talks to a model, with the reply that it needs.
struct ModelOperation: Sendable, CustomStringConvertible {
    let name: String
    let reply: Fault.GoodReply
    /// Whether a failed request is sent again.
    var isRepeated = true
    /// Whether any body is a reply, because it is kept as a file whose lines are judged one by one.
    var takesAnyBody = false
    /// The code of an answer 404.
    var missing = RAGError.Code.notConfigured
    /// Performs it and checks what it returns.
    let perform: @Sendable (OpenAIService) async throws -> Void

    var description: String { name }

    /// Words of a customer in every request that has any.
    static let customersWords = "Frau Maier-Schulze wohnt in der Gasse 77"

    static let all = [embeddings, chat, wholeChat, rerank, upload, start, status, download]

    private static let embeddings = ModelOperation(
        name: "embeddings",
        reply: .init(embeddingReply([(0, [1, 0, 0]), (1, [0, 1, 0])]))
    ) { service in
        let embedder = OpenAIEmbedder(model: EmbeddingModel(name: "m", dimensions: 3), service: service)
        let found = try await embedder.embed([customersWords, "other"], as: .passage)
        guard found.count == 2 else { throw WrongResult() }
    }

    private static let chat = ModelOperation(
        name: "streamed chat",
        reply: .init(
            [delta(shownText), delta(" It is so."), stopEvent, "data: [DONE]", ""].joined(separator: "\n\n"),
            isStream: true
        )
    ) { service in try await ask(service) }

    private static let wholeChat = ModelOperation(
        name: "whole chat",
        reply: .init(
            #"{"choices":[{"index":0,"message":{"content":"\#(shownText) It is so."},"finish_reason":"stop"}]}"#
        )
    ) { service in try await ask(service) }

    private static func ask(_ service: OpenAIService) async throws {
        var text = ""
        for event in try await OpenAIClientTests.chat(service, customersWords) {
            if case .text(let piece) = event { text += piece }
        }
        guard text == shownText + " It is so." else { throw WrongResult() }
    }

    private static let rerank = ModelOperation(
        name: "rerank",
        reply: .init(#"{"results":[{"index":1,"relevance_score":0.9},{"index":0,"relevance_score":0.1}]}"#)
    ) { service in
        let found = try await OpenAIReranker(name: "m", service: service).judge(["a", "b"], for: customersWords)
        guard found.map(\.index) == [1, 0] else { throw WrongResult() }
    }

    private static let upload = ModelOperation(name: "upload", reply: .init(#"{"id":"file-in","object":"file"}"#)) {
        service in
        try await inFolder { folder in
            let file = folder.appending(path: "requests.jsonl")
            try Data("{\"words\":\"\(customersWords)\"}\n".utf8).write(to: file)
            guard try await OpenAIBatches(model: "m", service: service).upload(file) == "file-in" else {
                throw WrongResult()
            }
        }
    }

    private static let start = ModelOperation(
        name: "start of a batch",
        reply: .init(#"{"data":[{"id":"batch_1","status":"validating","input_file_id":"file-in"}],"has_more":false}"#)
    ) { service in
        guard try await OpenAIBatches(model: "m", service: service).start("file-in") == "batch_1" else {
            throw WrongResult()
        }
    }

    private static let status = ModelOperation(
        name: "status of a batch",
        reply: .init(#"{"id":"batch_1","status":"completed","input_file_id":"file-in","output_file_id":"file-out"}"#),
        missing: .failed
    ) { service in
        let found = try await OpenAIBatches(model: "m", service: service).status(of: "batch_1")
        guard found.state == .completed else { throw WrongResult() }
    }

    private static let download = ModelOperation(
        name: "download of a batch",
        reply: .init(
            #"{"custom_id":"row-1","response":{"status_code":200,"body":{"choices":[{"message":{"content":"yes"},"finish_reason":"stop"}]}}}"#
        ),
        takesAnyBody: true,
        missing: .failed
    ) { service in
        try await inFolder { folder in
            let batch = CompletionBatchStatus(id: "batch_1", state: .completed, outputs: ["file-out"])
            for try await _ in OpenAIBatches(model: "m", service: service).replies(of: batch, in: folder) {}
        }
    }

    private static func inFolder(_ body: (URL) async throws -> Void) async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "kefu-faults-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try await body(folder)
    }

    struct WrongResult: Error {}
}
