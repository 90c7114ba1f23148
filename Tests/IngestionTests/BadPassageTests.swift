import Foundation
import LoopbackServer
import OpenAIClient
import RAGCore
import Testing

@testable import Ingestion

@Suite("Passages that an embedding service cannot embed")
struct BadPassageTests {
    private let folder: TemporaryFolder
    private let store = MemoryStore()

    init() throws { folder = try TemporaryFolder() }

    /// A way to answer a request with a bad text in it.
    enum Fault: String, CaseIterable, CustomTestStringConvertible {
        case status500, zeros, nothing, notANumber, oneLess, noVector
        var testDescription: String { rawValue }
    }

    /// Answers embedding requests; a text that contains `word` makes the answer faulty, any text if it is empty.
    private static func answer(_ connection: Connection, _ fault: Fault, to word: String) throws {
        while let request = connection.readRequest() {
            let texts = request.json["input"] as? [String] ?? []
            let isBad = texts.map { word.isEmpty || $0.contains(word) }
            if fault == .status500, isBad.contains(true) {
                try connection.respond(
                    500,
                    body: #"{"error":{"message":"failed to encode response: json: unsupported value: NaN"}}"#
                )
                continue
            }
            var entries = zip(texts.indices, isBad).map { index, isBad in
                let good = "[1,0.5,\(index + 1)]"
                let bad: String? =
                    switch fault {
                    case .zeros: "[0,0,0]"
                    case .nothing: "null"
                    case .notANumber: "[NaN,1,1]"
                    case .noVector: "[]"
                    case .oneLess, .status500: nil
                    }
                return #"{"index":\#(index),"embedding":\#(isBad ? bad ?? good : good)}"#
            }
            if fault == .oneLess, isBad.contains(true) { entries.removeLast() }
            try connection.respond(body: #"{"data":[\#(entries.joined(separator: ","))]}"#)
        }
    }

    private func report(_ fault: Fault, word: String) async throws -> RefreshReport {
        let server = try ScriptedServer { try Self.answer($0, fault, to: word) }
        defer { server.stop() }
        let embedder = OpenAIEmbedder(
            model: EmbeddingModel(name: "m"),
            service: OpenAIService(
                endpoint: try Endpoint(server.address, apiKey: "none"),
                client: HTTPClient(),
                retry: RetryPolicy(maximumRetries: 0)
            )
        )
        return try await KnowledgeBaseRefresh(
            of: KnowledgeBase(folder: folder.url),
            with: RefreshTools(chunker: Chunker(), embedder: ProbingEmbedder(embedder)),
            store: store,
            cache: store,
            settings: RefreshSettings(batchSize: 16)
        ).run()
    }

    @Test("the bad one is named and skipped, and all else goes in", arguments: Fault.allCases)
    func oneBadPassage(fault: Fault) async throws {
        for number in 10..<40 { try folder.write("# 文档 \(number)\n\nText \(number)。", to: "d\(number).md") }
        try folder.write("# Postbox\n\nAsk for Letta.", to: "d22b.md")
        let report = try await report(fault, word: "Letta")
        #expect(report.added.count == 30 && report.hasFaults)
        #expect(report.skipped.map(\.path) == ["d22b.md"])
        #expect(report.skipped.first?.reason.contains("cannot be embedded") == true)
    }

    @Test("several bad ones at the beginning do not stop a refresh")
    func manyBadPassages() async throws {
        for number in 10..<20 { try folder.write("# 坏 \(number)\n\n字 \(number)。", to: "a\(number).md") }
        for number in 10..<20 { try folder.write("# Good \(number)\n\nText \(number)。", to: "d\(number).md") }
        let report = try await report(.status500, word: "坏")
        #expect(report.added.count == 10)
        #expect(report.skipped.map(\.path) == (10..<20).map { "a\($0).md" })
    }

    @Test("a service that fails for every text stops the refresh", arguments: Fault.allCases)
    func badService(fault: Fault) async throws {
        for number in 10..<40 { try folder.write("# 文档 \(number)\n\nText \(number)。", to: "d\(number).md") }
        await #expect(throws: RAGError.self) { try await report(fault, word: "") }
    }
}
