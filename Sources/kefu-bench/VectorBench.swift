import ArgumentParser
import Foundation
import RAGCore
import VectorFile

/// How fast the vector file finds, opens and grows.
struct VectorBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "vectors",
        abstract: "Latency of the exact vector search on vectors from a file."
    )

    @Argument(help: "Vectors: floats, one row after another, little-endian.")
    var vectors: String

    @Argument(help: "Queries of the same form.")
    var queries: String

    @Option(help: "Components of a vector.")
    var dimensions: Int

    @Option(help: "How many results.")
    var limit = 10

    @Option(help: "How many threads a search may use: 1 or 2.")
    var threads = 1

    @Option(help: "How often all queries are asked; the first time warms.")
    var rounds = 3

    @Option(help: "Folder for the vector file; one that goes away by default.")
    var folder: String?

    @Option(help: "Where to write what was found: `limit` ids of 64 bits a query.")
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

    /// Adds the first hundred vectors again, under new ids.
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

    /// Resident memory by kind in megabytes, where the system tells.
    private static func memory() -> [String: Double] {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        let lines = status.split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace) }
        let wanted = lines.filter { ["RssAnon:", "RssFile:"].contains($0.first) }
        return Dictionary(
            uniqueKeysWithValues: wanted.map { (String($0[0].dropLast()), (Double($0[1]) ?? 0) / 1024) }
        )
    }
}

/// Vectors in a file of floats.
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

/// What was measured.
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

extension Duration {
    fileprivate var seconds: Double { self / .seconds(1) }
}
