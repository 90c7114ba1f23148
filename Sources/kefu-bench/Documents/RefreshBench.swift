import ArgumentParser
import Foundation
import Ingestion
import OpenAIClient
import RAGCore
import SQLiteStore

/// Runs the refresh job without the program around it, for a folder, a service and a database.
struct RefreshBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "refresh",
        abstract: "Refresh the index of a folder with the embedding service at an address; print the report as JSON."
    )

    @Argument(help: "The folder of documents.")
    var folder: String

    @Option(help: "The database; it is created if it does not exist.")
    var database: String

    @Option(help: "The address of the embedding service.")
    var service: String

    @Option(help: "The number of components of a vector.")
    var dimensions = 1536

    @Option(help: "The number of texts in a request.")
    var batch = 256

    @Option(help: "The number of concurrent requests.")
    var concurrency = 4

    func run() async throws {
        let limits = EmbeddingLimits(textsPerRequest: batch, concurrentRequests: 1)
        let embedder = OpenAIEmbedder(
            model: EmbeddingModel(name: "bench", dimensions: dimensions),
            service: OpenAIService(endpoint: try Endpoint(service, apiKey: "none"), client: HTTPClient()),
            limits: limits
        )
        let store = try SQLiteStore(at: URL(filePath: database), access: .readWrite)
        let refresh = KnowledgeBaseRefresh(
            of: KnowledgeBase(folder: URL(filePath: folder)),
            with: RefreshTools(embedder: embedder),
            store: store,
            cache: store,
            settings: RefreshSettings(batchSize: batch, concurrentBatches: concurrency)
        )
        let report = try await refresh.run()
        try store.close()
        print(String(decoding: try JSONEncoder().encode(Figures(report)), as: UTF8.self))
    }

    private struct Figures: Encodable {
        let added: Int
        let changed: Int
        let unchanged: Int
        let chunks: Int
        let embedded: Int
        let calls: Int
        let seconds: Double

        init(_ report: RefreshReport) {
            added = report.added.count
            changed = report.changed.count
            unchanged = report.unchanged
            chunks = report.chunks
            embedded = report.embedded
            calls = report.calls
            seconds = report.seconds
        }
    }
}
