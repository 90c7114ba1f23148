import RAGCore
import Testing

@testable import Ingestion

@Suite struct RefreshQueueTests {
    /// Documents made of numbered texts, run through a queue whose steps end in random order.
    private struct Run {
        var queue: RefreshQueue
        let documents: [[Int]]
        var random: SeededRandom
        var cached: Set<TextHash> = []
        var embedded: [[WantedText]] = []
        var stored: [String] = []
        var underway: [RefreshStep] = []
        let now = ContinuousClock.now

        init(_ documents: [[Int]], limits: RefreshQueue.Limits, seed: UInt64) {
            self.documents = documents
            random = SeededRandom(seed: seed)
            let files = documents.indices.map { (path: String(format: "%04d", $0), byteCount: 100) }
            queue = RefreshQueue(files: files, limits: limits, now: now)
        }

        /// Runs until nothing is left to do; embedding fails after `calls`.
        mutating func finish(failingAfter calls: Int = .max) {
            while true {
                while let step = queue.nextStep(now: now) { underway.append(step) }
                #expect(underway.count { if case .embed = $0 { true } else { false } } <= 3)
                #expect(underway.count { if case .store = $0 { true } else { false } } <= 1)
                guard let index = underway.indices.randomElement(using: &random) else { return }
                end(underway.remove(at: index), failingAfter: calls)
            }
        }

        private mutating func end(_ step: RefreshStep, failingAfter calls: Int) {
            switch step {
            case .read(let range): _ = queue.add(range.map(outcome), at: range)
            case .look(let texts): queue.resolve(texts, known: cached.intersection(texts.map(\.hash)))
            case .embed(let texts):
                guard embedded.count < calls else { return queue.fail(step) }
                #expect(Set(texts.map(\.role)).count == 1)
                embedded.append(texts)
                cached.formUnion(texts.map(\.hash))
                queue.resolve(embedded: texts)
            case .store(let documents, let emptied):
                for chunk in documents.flatMap(\.chunks) { #expect(cached.contains(chunk.textHash)) }
                stored += documents.map(\.document.path) + emptied
                queue.noteStored(now: now)
            }
        }

        /// Returns a document with one chunk a number; even numbers answer a question. A document without numbers is
        /// empty, one with 0 is broken.
        private func outcome(_ place: Int) -> ReadingOutcome {
            let path = String(format: "%04d", place)
            let numbers = documents[place]
            if numbers.isEmpty { return .empty(SkippedDocument(path: "a", kind: .empty, reason: "contains no text")) }
            if numbers.contains(0) { return .failed(SkippedDocument(path: path, kind: .malformed, reason: "")) }
            let chunks = numbers.enumerated().map { ordinal, number in
                Chunk(
                    ordinal: ordinal,
                    text: "text \(number)",
                    headingPath: [],
                    range: 0..<1,
                    lines: 1...1,
                    language: nil,
                    question: number.isMultiple(of: 2) ? "question \(number % 10)" : nil
                )
            }
            let document = Document(path: path, title: "", language: nil, contentHash: "", recipe: "", byteCount: 1)
            return .prepared(PreparedDocument(document, chunks: chunks))
        }
    }

    private static func documents(seed: UInt64) -> [[Int]] {
        var random = SeededRandom(seed: seed)
        return (0..<Int.random(in: 0..<60, using: &random)).map { _ in
            (0..<Int.random(in: 0..<8, using: &random)).map { _ in Int.random(in: 0..<60, using: &random) }
        }
    }

    private static func limits(seed: UInt64) -> RefreshQueue.Limits {
        var limits = RefreshQueue.Limits()
        limits.embedders = 3
        limits.batchSize = 1 + Int(seed % 9)
        limits.documentsPerRead = 1 + Int(seed % 3)
        limits.documentsStored = 1 + Int(seed % 5)
        limits.weightWaiting = seed.isMultiple(of: 2) ? 1 : 1 << 20
        return limits
    }

    @Test(
        "every document is stored once and in order, and every text is embedded once, in whatever order the steps end",
        arguments: 1...60
    )
    func wholeRun(seed: UInt64) {
        let documents = Self.documents(seed: seed)
        var run = Run(documents, limits: Self.limits(seed: seed), seed: seed)
        run.finish()
        let storable = documents.indices.filter { !documents[$0].contains(0) }.map { String(format: "%04d", $0) }
        #expect(run.stored.sorted() == storable)
        let whole = run.stored.filter { !documents[Int($0) ?? 0].isEmpty }
        #expect(whole == whole.sorted())
        let hashes = run.embedded.joined().map(\.hash)
        #expect(Set(hashes).count == hashes.count)
    }

    @Test("after a failure complete documents are stored, and no further step begins", arguments: 1...60)
    func failedRun(seed: UInt64) {
        let documents = Self.documents(seed: seed)
        var run = Run(documents, limits: Self.limits(seed: seed), seed: seed)
        run.finish(failingAfter: 2)
        #expect(run.embedded.count <= 2)
        #expect(Set(run.stored).count == run.stored.count)
    }

    @Test("batches are full as long as more texts follow")
    func fullBatches() {
        var limits = RefreshQueue.Limits()
        (limits.embedders, limits.batchSize) = (3, 10)
        var run = Run((0..<50).map { [2 * $0 + 1, 201 + 2 * $0] }, limits: limits, seed: 1)
        run.finish()
        #expect(run.embedded.map(\.count) == [Int](repeating: 10, count: 10))
    }
}
