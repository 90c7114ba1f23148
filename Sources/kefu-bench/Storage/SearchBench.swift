import ArgumentParser
import Foundation
import RAGCore
import SQLiteStore
import SentenceEncoder
import VectorFile

/// Measures a search in an index of many chunks, as a new process and inside a running one.
struct SearchBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Measure start to result, opening, growing and the latency of one query in an index of many chunks."
    )

    @Option(help: "The number of chunks.")
    var chunks = 100_000

    @Option(help: "The workspace; it is created if it does not exist, and kept. By default a temporary one.")
    var workspace: String?

    @Option(help: "The kefu program whose start is timed; without it, the start is not measured.")
    var kefu: String?

    @Option(help: "How often to measure each figure; the median is reported.")
    var rounds = 15

    func run() async throws {
        let place = workspace.map { URL(filePath: $0, directoryHint: .isDirectory) } ?? Self.temporary
        defer { if workspace == nil { try? FileManager.default.removeItem(at: place) } }
        let encoder = try SentenceEncoder(modelFile: CacheFolder.models().appending(path: SentenceEncoder.fileName))
        let rows = try await SearchBenchRows(encoder)
        let database = place.appending(path: ".kefu/knowledge.sqlite")
        let vectors = place.appending(path: ".kefu/vectors", directoryHint: .isDirectory)
        if !FileManager.default.fileExists(atPath: database.path) {
            try await make(place, database, encoder.model, rows)
        }

        try await report("build the vector file", 1) {
            try await withStore(database) {
                try await MappedIndex(of: $0, model: encoder.model, folder: vectors).bringUpToDate()
            }
        }
        let query = try await encoder.embed(Self.question, as: .query)
        try await report("open and search once", rounds) {
            try await withStore(database) { store in
                let index = MappedIndex(of: store, model: encoder.model, folder: vectors)
                _ = try await index.nearest(to: query, limit: 10)
            }
        }
        try await withStore(database) { store in
            let index = MappedIndex(of: store, model: encoder.model, folder: vectors)
            for (name, filter) in Self.filters {
                for limit in filter == .all ? [10, 100] : [10] {
                    try await report("vectors, \(limit) of \(name)", rounds) {
                        _ = try await index.nearest(to: query, limit: limit, where: filter)
                    }
                }
                try await report("words, 100 of \(name)", rounds) {
                    _ = try await store.keywords.matching(Self.question, limit: 100, where: filter)
                }
            }
        }
        if let kefu { try await start(kefu, place) }
        try await grow(database, vectors, encoder.model, rows, query)
    }

    private static let question = "How long do refunds take? 退款多久到账?"
    private static let filters: [(String, SearchFilter)] = [
        ("all", .all), ("a tag", SearchFilter(metadata: ["tags": ["退货"]])),
        ("a language", SearchFilter(languages: [.english])),
    ]

    private static var temporary: URL {
        FileManager.default.temporaryDirectory.appending(path: "kefu-bench \(UUID())", directoryHint: .isDirectory)
    }

    /// Creates a workspace at `place` and fills its index.
    private func make(_ place: URL, _ database: URL, _ model: EmbeddingModel, _ rows: SearchBenchRows) async throws {
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: true)
        try Data().write(to: place.appending(path: "kefu.yaml"))
        let store = try SQLiteStore(at: database, access: .readWrite)
        let recipe = GenerationRecipe(model: model, chunker: "chunker/1")
        let generation = try await store.openGeneration(recipe)
        for start in stride(from: 0, to: chunks, by: 1000) {
            try await rows.write(start..<min(start + 1000, chunks), to: generation, store)
        }
        try await store.publish(generation)
        try store.close()
    }

    /// Measures adding a hundred chunks and searching after it.
    private func grow(
        _ database: URL,
        _ vectors: URL,
        _ model: EmbeddingModel,
        _ rows: SearchBenchRows,
        _ query: Embedding
    ) async throws {
        let store = try SQLiteStore(at: database, access: .readWrite)
        guard let generation = try await store.currentGeneration() else { throw ValidationError("No index") }
        let index = MappedIndex(of: store, model: model, folder: vectors)
        var next = try await store.summary().chunks
        try await report("add 100 chunks and search", 5) {
            try await rows.write(next..<next + 100, to: generation, store)
            _ = try await index.nearest(to: query, limit: 10)
            next += 100
        }
        try store.close()
    }

    /// Measures `kefu search` from the start of its process to its end.
    private func start(_ kefu: String, _ place: URL) async throws {
        try await report("kefu search, start to end", rounds + 1) {
            let process = Process()
            process.executableURL = URL(filePath: kefu)
            process.arguments = ["search", "--workspace", place.path, Self.question]
            process.standardOutput = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0 else { throw ValidationError("kefu search failed") }
        }
    }

    private func withStore(_ database: URL, _ body: (SQLiteStore) async throws -> Void) async throws {
        let store = try SQLiteStore(at: database, access: .readOnly)
        try await body(store)
        try store.close()
    }

    /// Runs `work` and prints the median and the least of its times, in milliseconds.
    private func report(_ name: String, _ rounds: Int, _ work: () async throws -> Void) async throws {
        var times: [Double] = []
        for _ in 0..<max(rounds, 1) {
            times.append(try await ContinuousClock().measure(work) / .milliseconds(1))
        }
        times.sort()
        let figures = [times[times.count / 2], times[0]].map { String(format: "%8.1f", $0) }
        print(
            "\(name.padding(toLength: 28, withPad: " ", startingAt: 0)) median \(figures[0]) ms, least \(figures[1]) ms"
        )
    }
}
