import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite struct RefreshPropertyTests {
    /// A folder with random edits, and the refresh of it.
    private struct Trial {
        let folder: TemporaryFolder
        let store = MemoryStore()
        var random: SeededRandom
        /// Contents of the folder by path.
        var documents: [String: String] = [:]

        init(seed: UInt64) throws {
            folder = try TemporaryFolder()
            random = SeededRandom(seed: seed)
            try folder.write("# Always\n\nhere", to: "always.md")
        }

        func refresh(_ embedder: CountingEmbedder, into store: MemoryStore, batchSize: Int = 4) -> KnowledgeBaseRefresh
        {
            KnowledgeBaseRefresh(
                of: KnowledgeBase(folder: folder.url),
                with: RefreshTools(chunker: Chunker(budget: 40, overlap: 8), embedder: embedder),
                store: store,
                cache: store,
                settings: RefreshSettings(batchSize: batchSize, concurrentBatches: 3, removalShare: 1)
            )
        }

        mutating func edit() throws {
            let paths = (0..<6).map { "d\($0).md" } + (0..<3).map { "below/d\($0).md" } + ["q0.csv", "q1.csv"]
            for _ in 0..<Int.random(in: 1...5, using: &random) {
                let path = paths.randomElement(using: &random) ?? ""
                let other = documents.keys.sorted().randomElement(using: &random)
                switch Int.random(in: 0..<5, using: &random) {
                case 0:
                    try remove(path)
                case 1:
                    // Moves one, possibly over another one.
                    guard let other, other != path, other.suffix(4) == path.suffix(4) else { continue }
                    let text = documents[other] ?? ""
                    try remove(other)
                    try write(text, to: path)
                case 2:
                    guard let other, other.suffix(4) == path.suffix(4) else { continue }
                    try write(documents[other] ?? "", to: path)
                default:
                    let number = Int.random(in: 0..<20, using: &random)
                    if path.hasSuffix(".csv") {
                        try write("question,answer\nQ\(number)?,A \(number)\nQ\(number / 2)?,B\n", to: path)
                    } else {
                        let heading = Bool.random(using: &random) ? "# 标题 \(number % 3)\n\n" : ""
                        try write(heading + random.markdown(blocks: 1 + number % 4) + "\n\n末 \(number)", to: path)
                    }
                }
            }
        }

        private mutating func write(_ text: String, to path: String) throws {
            documents[path] = text
            try folder.write(text, to: path)
        }

        private mutating func remove(_ path: String) throws {
            if documents.removeValue(forKey: path) != nil { try folder.remove(path) }
        }
    }

    @Test("after any edits and interruptions, a refresh gives the same index as a fresh build", arguments: 1...12)
    func endsAsAFreshBuild(seed: UInt64) async throws {
        var trial = try Trial(seed: seed)
        for round in 0..<8 {
            try trial.edit()
            let model = round < 5 ? "one" : "two"
            // Breaks off at a random write or call, as if the process were killed there.
            let breaks = Int.random(in: 0..<12, using: &trial.random)
            let fails = Bool.random(using: &trial.random) ? nil : Int.random(in: 0..<8, using: &trial.random)
            await trial.store.failAfterWrites(breaks)
            let embedder = CountingEmbedder(model: model, failingAfter: fails)
            _ = try? await trial.refresh(embedder, into: trial.store).run()
            await trial.store.failAfterWrites(nil)
            if round.isMultiple(of: 2) { try trial.edit() }
            _ = try await trial.refresh(CountingEmbedder(model: model), into: trial.store).run()

            let fresh = MemoryStore()
            _ = try await trial.refresh(CountingEmbedder(model: model), into: fresh, batchSize: 7).run()
            let (got, expected) = (await trial.store.answering, await fresh.answering)
            #expect(got == expected)
        }
    }

    @Test("no text is paid for twice, however often the service fails", arguments: 1...6)
    func paysOnce(seed: UInt64) async throws {
        var trial = try Trial(seed: seed)
        var paid: [String] = []
        for _ in 0..<10 {
            try trial.edit()
            let calls = Int.random(in: 0..<6, using: &trial.random)
            let embedder = CountingEmbedder(failingAfter: Bool.random(using: &trial.random) ? calls : nil)
            _ = try? await trial.refresh(embedder, into: trial.store).run()
            for (role, batch) in zip(await embedder.roles, await embedder.batches) {
                paid += batch.map { "\(role) \($0)" }
            }
        }
        #expect(Set(paid).count == paid.count)
    }
}
