import ArgumentParser
import Foundation
import Ingestion
import RAGCore

/// Passes mutated documents through every reader and the chunker for a given time.
///
/// The same seed gives the same documents. Each one is written to a file before it is read: if the program crashes,
/// that file is the cause. A document that breaks an invariant is stored under a number.
struct FuzzBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz",
        abstract: "Feed mutated documents to the readers and the chunker."
    )

    @Argument(help: "Folders with the original documents, or one document to read unchanged.")
    var seeds: [String]

    @Option(help: "The duration in seconds; each format gets an equal share.")
    var seconds = 60.0

    @Option(help: "The seed of the random numbers.")
    var seed: UInt64 = 1

    @Option(help: "Only this format, by its file extension.")
    var format: String?

    @Option(help: "The folder to which documents under test are written.")
    var folder = FileManager.default.temporaryDirectory.appending(path: "kefu-fuzz").path()

    /// The time limit of a document in seconds; the program ends if a document takes longer.
    private static let patience: UInt32 = 60

    func run() throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        if seeds.count == 1, let reader = DocumentReaders.standard.reader(for: seeds[0]) {
            return try replay(Data(contentsOf: URL(filePath: seeds[0])), reader)
        }
        let corpus = try corpus()
        guard !corpus.isEmpty else { throw ValidationError("No document to begin from") }
        let share = Duration.seconds(seconds / Double(corpus.count))
        var faults = 0
        for (format, documents) in corpus.sorted(by: { $0.key < $1.key }) {
            guard let reader = DocumentReaders.standard.reader(for: "a.\(format)") else { continue }
            faults += try fuzz(documents, format: format, reader, for: share)
        }
        if faults > 0 { throw ExitCode.failure }
    }

    /// Returns how many documents broke an invariant; stops at ten.
    private func fuzz(
        _ documents: [Data],
        format: String,
        _ reader: any DocumentReader,
        for share: Duration
    ) throws -> Int {
        var mutator = DocumentMutator(documents: documents, seed: seed)
        let file = URL(filePath: folder).appending(path: "under-test.\(format)")
        let end = ContinuousClock.now + share
        var (count, refused, faults) = (0, 0, 0)
        while ContinuousClock.now < end {
            let document = mutator.next()
            try document.write(to: file)
            alarm(Self.patience)
            let outcome = ChunkInvariants.check(document, reader)
            alarm(0)
            count += 1
            switch outcome {
            case .kept: break
            case .refused: refused += 1
            case .broken(let fault):
                faults += 1
                let kept = URL(filePath: folder).appending(path: "fault-\(faults).\(format)")
                try document.write(to: kept)
                print("\(kept.path()): \(fault)")
                if faults == 10 { return faults }
            }
        }
        print("\(format): \(count) documents, \(refused) refused, \(faults) faults")
        return faults
    }

    private func replay(_ document: Data, _ reader: any DocumentReader) throws {
        let outcome = ChunkInvariants.check(document, reader)
        print(outcome)
        if case .broken = outcome { throw ExitCode.failure }
    }

    /// Returns the original documents by file extension. ZIP files are repacked without compression, so that mutations
    /// reach their parts.
    private func corpus() throws -> [String: [Data]] {
        var corpus: [String: [Data]] = [:]
        for folder in seeds {
            let root = URL(filePath: folder)
            let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
            for path in paths.sorted() where DocumentReaders.standard.reader(for: path) != nil {
                let name = (path as NSString).pathExtension.lowercased()
                guard format == nil || name == format else { continue }
                let file = root.appending(path: path)
                let bytes = try Data(contentsOf: file)
                guard bytes.count < 2_000_000 else { continue }
                corpus[name, default: []].append(StoredZip.unpacking(file) ?? bytes)
            }
        }
        return corpus
    }
}
