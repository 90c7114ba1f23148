import ArgumentParser
import Foundation
import Ingestion

/// Measures how fast documents become chunks on one thread, from the bytes in memory to complete chunks.
struct ChunkingBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chunking",
        abstract: "Measure the megabytes a second from a document's bytes to its chunks."
    )

    @Argument(help: "Folders; the documents of each give one figure.")
    var folders: [String]

    @Option(help: "The greatest size of a chunk, in estimated tokens.")
    var budget = 256

    @Option(help: "The greatest overlap with the previous chunk, in estimated tokens.")
    var overlap = 38

    @Option(help: "The least processor time of a round, in seconds.")
    var seconds = 0.5

    @Option(help: "How often to measure; the median is reported.")
    var rounds = 3

    @Flag(help: "Print one JSON object per folder.")
    var json = false

    func run() throws {
        for folder in folders {
            let documents = try Self.documents(in: folder)
            let bytes = documents.reduce(0) { $0 + $1.bytes.count }
            let chunker = Chunker(budget: budget, overlap: overlap)
            let read = try documents.map { try $0.reader.read($0.bytes, name: "document") }
            let figures = ChunkingFigures(
                folder: folder,
                documents: documents.count,
                bytes: bytes,
                chunks: read.reduce(0) { $0 + chunker.chunks(of: $1).count },
                readAndChunk: try rate(of: bytes) {
                    for document in documents {
                        let read = try document.reader.read(document.bytes, name: "document")
                        keep(chunker.chunks(of: read).count)
                    }
                },
                chunk: rate(of: bytes) { for document in read { keep(chunker.chunks(of: document).count) } }
            )
            try figures.report(json: json)
        }
    }

    /// Returns megabytes per second of processor time, the median of all rounds.
    private func rate(of bytes: Int, _ work: () throws -> Void) rethrows -> Double {
        try work()
        let rates = try (0..<max(1, rounds)).map { _ in
            let start = clock()
            var passes = 0
            var spent = 0.0
            repeat {
                try work()
                passes += 1
                spent = Double(clock() - start) / Double(CLOCKS_PER_SEC)
            } while spent < seconds
            return Double(bytes * passes) / spent / 1e6
        }
        return rates.sorted()[rates.count / 2]
    }

    private static func documents(in folder: String) throws -> [(bytes: Data, reader: any DocumentReader)] {
        let root = URL(filePath: folder)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        let documents = try names.compactMap { name in
            try DocumentReaders.standard.reader(for: name).map {
                (try Data(contentsOf: root.appending(path: name)), $0)
            }
        }
        guard !documents.isEmpty else { throw ValidationError("No document in \(folder)") }
        return documents
    }
}

/// The figures of one folder.
private struct ChunkingFigures: Encodable {
    let folder: String
    let documents: Int
    let bytes: Int
    let chunks: Int
    /// Megabytes per second from bytes to chunks.
    let readAndChunk: Double
    /// Megabytes per second from a document that has been read to its chunks.
    let chunk: Double

    func report(json: Bool) throws {
        if json {
            print(String(decoding: try JSONEncoder().encode(self), as: UTF8.self))
        } else {
            print(
                "\(folder): \(documents) documents, \(bytes) bytes, \(chunks) chunks;",
                "reading and chunking \(Int(readAndChunk)) MB/s, chunking alone \(Int(chunk)) MB/s"
            )
        }
    }
}

/// Prevents the compiler from removing the measured work.
@inline(never) private func keep(_ count: Int) { withExtendedLifetime(count) {} }
