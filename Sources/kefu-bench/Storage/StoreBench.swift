import ArgumentParser
import Foundation
import RAGCore
import SQLiteStore
import VectorFile

/// Compares the speed of writing a refresh to the store with plain SQLite, for the same tables and rows.
struct StoreBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "store",
        abstract: "Measure the chunks a second into the index, beside plain SQLite."
    )

    @Option(help: "The number of chunks.")
    var chunks = 25_000

    @Option(help: "The number of components of a vector.")
    var dimensions = 1536

    @Option(help: "The number of chunks that are written at once.")
    var batch = 256

    @Option(help: "How often both are run, in turns; the median is reported.")
    var rounds = 3

    @Option(help: "The folder to write to; by default the temporary folder.")
    var folder: String?

    func run() async throws {
        let parent = folder.map { URL(filePath: $0) } ?? FileManager.default.temporaryDirectory
        let folder = parent.appending(path: "kefu-bench \(UUID())", directoryHint: .isDirectory)
        defer { try? FileManager.default.removeItem(at: folder) }
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let rows = StoreBenchRows(dimensions: dimensions, batch: batch, count: chunks)
        var (ours, plain): ([Cost], [Cost]) = ([], [])
        for round in 0..<max(1, rounds) {
            ours.append(try await writeToStore(rows, folder.appending(path: "ours \(round)")))
            plain.append(try await writePlainly(rows, folder.appending(path: "plain \(round)")))
            report("round \(round + 1)", ours[round], plain[round])
        }
        report("median ", Cost(medianOf: ours), Cost(medianOf: plain))
    }

    private func report(_ name: String, _ ours: Cost, _ plain: Cost) {
        let rates = [ours, plain].map { String(Int(Double(chunks) / $0.seconds)) }
        let ratios = [ours.seconds / plain.seconds, ours.processor / plain.processor].map {
            String(($0 * 100).rounded() / 100)
        }
        print(
            "\(name): store \(rates[0]) chunks/s, SQLite alone \(rates[1]) chunks/s, ratio \(ratios[0]); "
                + "of processor time \(ratios[1])"
        )
    }

    /// Measures our store from the first row until the file is closed.
    private func writeToStore(_ rows: StoreBenchRows, _ folder: URL) async throws -> Cost {
        let file = folder.appending(path: "index.sqlite")
        let store = try SQLiteStore(at: file, access: .readWrite)
        let recipe = GenerationRecipe(model: EmbeddingModel(name: "bench"), chunker: "chunker/1")
        let generation = try await store.openGeneration(recipe)
        var cost = Cost()
        var largest = 0
        for batch in rows.batches {
            let (documents, embeddings) = rows.make(batch)
            try await cost.add {
                try await store.store(embeddings, model: recipe.model)
                try await store.replace(documents, in: generation)
            }
            largest = max(largest, Self.size(file.path + "-wal"))
        }
        try await cost.add { try await store.publish(generation) }
        let memory = Self.peakMemory.map { "\($0 / 1_000_000) MB" } ?? "unknown"
        try await readings(store, recipe.model, folder.appending(path: "vectors"))
        try await cost.add { try store.close() }
        print(
            "         file \(Self.size(file.path) / 1_000_000) MB, its log at most \(largest / 1_000_000) MB; peak memory so far \(memory)"
        )
        try FileManager.default.removeItem(at: folder)
        return cost
    }

    /// Prints the times of `kefu status`, a search and the end of a refresh on the current store.
    private func readings(_ store: SQLiteStore, _ model: EmbeddingModel, _ folder: URL) async throws {
        let query = Embedding(unitLength: [1] + [Float](repeating: 0, count: dimensions - 1))
        let index = MappedIndex(of: store, model: model, folder: folder)
        let none = SearchFilter(sources: ["none"])
        let tagged = SearchFilter(metadata: ["tags": ["退货"]])
        func succeed(_ chunker: String) async throws {
            try await store.publish(store.openGeneration(GenerationRecipe(model: model, chunker: chunker)))
        }
        let readings: [(name: String, read: () async throws -> Void)] = [
            ("summary", { _ = try await store.summary() }),
            ("first search", { _ = try await index.nearest(to: query, limit: 10) }),
            ("search", { _ = try await index.nearest(to: query, limit: 10) }),
            ("by a source of none", { _ = try await index.nearest(to: query, limit: 10, where: none) }),
            ("by a tag of all", { _ = try await index.nearest(to: query, limit: 10, where: tagged) }),
            ("prune", { try await store.pruneEmbeddings(unusedSince: .distantPast) }),
            ("successor", { try await succeed("chunker/2") }),
            ("its successor, dropping all", { try await succeed("chunker/3") }),
        ]
        var parts: [String] = []
        for (name, read) in readings {
            let seconds = try await ContinuousClock().measure(read).seconds
            parts.append("\(name) \(Int((seconds * 1000).rounded())) ms")
        }
        print("         " + parts.joined(separator: ", "))
    }

    /// Measures plain SQLite for the same rows in the same tables, with one transaction per batch.
    private func writePlainly(_ rows: StoreBenchRows, _ folder: URL) async throws -> Cost {
        let file = folder.appending(path: "index.sqlite")
        // The store creates the tables, and an empty generation that the rows can refer to.
        let store = try SQLiteStore(at: file, access: .readWrite)
        let recipe = GenerationRecipe(model: EmbeddingModel(name: "bench"), chunker: "chunker/1")
        _ = try await store.openGeneration(recipe)
        try store.close()
        let database = try PlainDatabase(file.path)
        var cost = Cost()
        for batch in rows.batches {
            let (documents, embeddings) = rows.make(batch)
            let keys = Dictionary(uniqueKeysWithValues: embeddings.map { ($0.key, PlainDatabase.bytes($0.key)) })
            try await cost.add { try database.insert(documents, embeddings, keys) }
        }
        await cost.add { database.close() }
        try FileManager.default.removeItem(at: folder)
        return cost
    }

    private static func size(_ path: String) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return (attributes?[.size] as? Int) ?? 0
    }

    /// The peak memory of this process in bytes; nil if the system does not report it. Linux reports it in kB.
    private static var peakMemory: Int? {
        let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
        return line.flatMap { Int($0.filter(\.isNumber)) }.map { $0 * 1000 }
    }
}

/// The time that work took.
private struct Cost {
    /// Wall-clock time.
    private(set) var seconds = 0.0
    /// Processor time of this process in seconds, which other work on the machine does not change.
    private(set) var processor = 0.0

    init() {}

    init(medianOf costs: [Cost]) {
        seconds = costs.map(\.seconds).sorted()[costs.count / 2]
        processor = costs.map(\.processor).sorted()[costs.count / 2]
    }

    mutating func add(_ work: () async throws -> Void) async rethrows {
        let start = (ContinuousClock.now, clock())
        try await work()
        seconds += (ContinuousClock.now - start.0) / .seconds(1)
        processor += Double(clock() - start.1) / Double(CLOCKS_PER_SEC)
    }
}
