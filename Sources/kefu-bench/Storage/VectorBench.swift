import ArgumentParser
import Foundation
import RAGCore
import VectorFile

/// Measures how fast the vector file is searched, opened and extended.
struct VectorBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vectors",
        abstract: "Measure the latency of the exact vector search on vectors from a file."
    )

    @Argument(help: "The file of vectors: little-endian floats, row after row.")
    var vectors: String

    @Argument(help: "The file of queries in the same format.")
    var queries: String

    @Option(help: "The number of components of a vector.")
    var dimensions: Int

    @Option(help: "The number of results.")
    var limit = 10

    @Option(help: "The number of threads of a search: 1 or 2.")
    var threads = 1

    @Option(help: "How often to run all queries; the first round is a warm-up.")
    var rounds = 3

    @Option(help: "The folder for the vector file; by default a temporary one.")
    var folder: String?

    @Option(help: "The file for the results: `limit` ids of 64 bits per query.")
    var found: String?

    @Option(help: "Processor instructions: \(VectorKernel.allCases.map(\.rawValue).joined(separator: ", ")).")
    var kernel: VectorKernel = .fastest

    func run() async throws {
        let place = folder.map { URL(filePath: $0) } ?? Self.temporary
        defer { if folder == nil { try? FileManager.default.removeItem(at: place) } }
        let clock = ContinuousClock()
        let rows = try FloatFile(vectors, dimensions)
        let asked = try FloatFile(queries, dimensions)
        let space = VectorSpace(model: "bench", dimensions: dimensions)
        let building = try clock.measure { try Self.build(rows, place, space) }

        let start = clock.now
        let file = try VectorFile(place, of: space)
        let opened = clock.now
        var matches: [[VectorMatch]] = []
        var times: [Double] = []
        var first = 0.0
        for round in 0..<max(1, rounds) {
            matches = []
            for number in 0..<asked.count {
                let begin = clock.now
                matches.append(try file.search(asked[number], limit: limit, threads: threads, kernel: kernel))
                let time = (clock.now - begin).seconds * 1000
                if times.isEmpty, first == 0 { first = time }
                if round > 0 || rounds < 2 { times.append(time) }
            }
        }
        let adding = try clock.measure { try Self.extend(rows, place, space) }
        times.sort()
        let codes = Double(file.count * (dimensions + 63) / 64 * 64)
        let figures = Figures(
            kernel: kernel.rawValue,
            vectors: file.count,
            dimensions: dimensions,
            threads: threads,
            buildSeconds: building.seconds,
            openMilliseconds: (opened - start).seconds * 1000,
            firstMilliseconds: first,
            medianMilliseconds: times[times.count / 2],
            p95Milliseconds: times[times.count * 95 / 100],
            bestMilliseconds: times[0],
            gigabytesPerSecond: codes / times[times.count / 2] / 1e6,
            add100Milliseconds: adding.seconds * 1000,
            memory: Self.memory()
        )
        try write(matches)
        print(String(decoding: try JSONEncoder().encode(figures), as: UTF8.self))
    }

    private static var temporary: URL { FileManager.default.temporaryDirectory.appending(path: "kefu-bench-\(UUID())") }

    private static func build(_ rows: FloatFile, _ folder: URL, _ space: VectorSpace) throws {
        guard let writer = try VectorFileWriter(folder, of: space) else { throw ValidationError("Another bench runs") }
        _ = try writer.rebuild(revision: 1) { builder in
            for number in 0..<rows.count { try builder.append(Int64(number), rows[number]) }
        }
    }

    /// Adds the first hundred vectors again under new ids.
    private static func extend(_ rows: FloatFile, _ folder: URL, _ space: VectorSpace) throws {
        guard let writer = try VectorFileWriter(folder, of: space) else { throw ValidationError("Another bench runs") }
        _ = try writer.extend(revision: 2) { builder in
            for number in 0..<min(100, rows.count) { try builder.append(Int64(rows.count + number), rows[number]) }
        }
    }

    private func write(_ matches: [[VectorMatch]]) throws {
        guard let found else { return }
        var bytes = Data()
        for match in matches {
            for index in 0..<limit {
                withUnsafeBytes(of: (index < match.count ? match[index].id : -1).littleEndian) {
                    bytes.append(contentsOf: $0)
                }
            }
        }
        try bytes.write(to: URL(filePath: found))
    }

    /// Returns the resident memory by kind in megabytes; empty if the system does not report it.
    private static func memory() -> [String: Double] {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let lines = status.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace) }
        let wanted = lines.filter { ["RssAnon:", "RssFile:"].contains($0.first) }
        return Dictionary(
            uniqueKeysWithValues: wanted.map { (String($0[0].dropLast()), (Double($0[1]) ?? 0) / 1024) }
        )
    }
}

/// A memory-mapped file of vectors of 32-bit floats.
private struct FloatFile {
    private let bytes: Data
    private let dimensions: Int

    init(_ path: String, _ dimensions: Int) throws {
        bytes = try Data(contentsOf: URL(filePath: path), options: .alwaysMapped)
        self.dimensions = dimensions
    }

    var count: Int { bytes.count / (4 * dimensions) }

    subscript(row: Int) -> Embedding {
        let size = 4 * dimensions
        return bytes.withUnsafeBytes { bytes in
            let floats = UnsafeRawBufferPointer(rebasing: bytes[row * size..<(row + 1) * size])
            return Embedding(unitLength: Array(floats.assumingMemoryBound(to: Float.self)))
        }
    }
}

/// The figures of a run.
private struct Figures: Encodable {
    let kernel: String
    let vectors: Int
    let dimensions: Int
    let threads: Int
    let buildSeconds: Double
    let openMilliseconds: Double
    let firstMilliseconds: Double
    let medianMilliseconds: Double
    let p95Milliseconds: Double
    let bestMilliseconds: Double
    let gigabytesPerSecond: Double
    let add100Milliseconds: Double
    let memory: [String: Double]
}

extension VectorKernel: ExpressibleByArgument {}
