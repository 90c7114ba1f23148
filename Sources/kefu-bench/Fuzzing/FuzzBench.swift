import ArgumentParser
import Foundation
import Ingestion
import RAGCore

/// Mutated documents through every reader and the chunker, for as long as it is told, the same ones for the same seed.
///
/// Each document is written to a file before it is read: where the program dies, that file is the cause. What breaks an invariant is kept
/// beside it under a number.
struct FuzzBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz",
        abstract: "Feeds mutated documents to the readers and the chunker."
    )

    @Argument(help: "Folders of documents to begin from, or one document to read as it is.")
    var seeds: [String]

    @Option(help: "How long, in seconds; each format gets its part.")
    var seconds = 60.0

    @Option(help: "Begins the row of random numbers.")
    var seed: UInt64 = 1

    @Option(help: "Only this format, by its file extension.")
    var format: String?

    @Option(help: "Where documents under test are written.")
    var folder = FileManager.default.temporaryDirectory.appending(path: "kefu-fuzz").path()

    /// In seconds; a document that takes longer ends the program.
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

    /// Gives how many documents broke an invariant.
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

    /// The documents to begin from, by file extension; ZIP files with their parts unpacked, so that mutations reach the parts.
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
