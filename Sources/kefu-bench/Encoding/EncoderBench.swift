import ArgumentParser
import Foundation
import RAGCore
import SentenceEncoder

/// Measures how fast the built-in model opens, embeds chunks and embeds a question.
struct EncoderBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encoder",
        abstract: "Measure the chunks a second of the built-in embedding model."
    )

    @Option(help: "The file of the model; the installed one by default.")
    var model: String?

    @Option(help: "The number of threads.")
    var threads = 1

    @Option(help: "The size of a chunk in tokens, including the prefix and special tokens.")
    var tokens = 140

    @Option(help: "The number of chunks embedded in one call.")
    var count = 32

    @Option(help: "How often to measure; the median is reported.")
    var rounds = 1

    @Option(help: "JSON lines with a `text` each, from which the chunks are cut; numbered filler text by default.")
    var texts: String?

    @Option(help: "Processor instructions: \(Kernel.allCases.map(\.rawValue).joined(separator: ", ")).")
    var kernel: Kernel = .fastest

    @Flag(help: "Print one JSON object.")
    var json = false

    func run() async throws {
        let file = model.map { URL(filePath: $0) } ?? CacheFolder.models().appending(path: SentenceEncoder.fileName)
        let clock = ContinuousClock()
        let start = clock.now
        let encoder = try SentenceEncoder(modelFile: file, threads: threads, kernel: kernel)
        let opened = clock.now
        _ = try await encoder.embed("退货需要几天内申请?", as: .query)
        let asked = clock.now
        let question = try await clock.measure { _ = try await encoder.embed("退货需要几天内申请?", as: .query) }
        let chunks = try chunks(encoder)
        let bytes = chunks.reduce(0) { $0 + $1.utf8.count }
        let counting = clock.measure { for chunk in chunks { _ = encoder.tokenCount(chunk) } }
        var rates: [Double] = []
        for _ in 0..<max(1, rounds) {
            let duration = try await clock.measure { _ = try await encoder.embed(chunks, as: .passage) }
            rates.append(Double(chunks.count) / duration.seconds)
        }
        rates.sort()
        try report(
            Figures(
                kernel: kernel.rawValue,
                threads: threads,
                chunks: chunks.count,
                tokens: tokens,
                chunksPerSecond: rates[rates.count / 2],
                openMilliseconds: (opened - start).seconds * 1000,
                firstQuestionMilliseconds: (asked - opened).seconds * 1000,
                questionMilliseconds: question.seconds * 1000,
                tokenizerMegabytesPerSecond: Double(bytes) / counting.seconds / 1e6
            )
        )
    }

    /// Returns `count` texts of `tokens` tokens, or one or two fewer if no character ends at that token.
    private func chunks(_ encoder: SentenceEncoder) throws -> [String] {
        let sources = try texts.map(Self.texts) ?? (0..<count).map { "第 \($0) 条 Filler text number \($0). " }
        guard !sources.isEmpty else { throw ValidationError("No text in \(texts ?? "")") }
        let room = tokens - 5
        return (0..<count).map { number in
            var text = sources[number % sources.count]
            while encoder.tokenCount(text) < room { text += " " + text }
            var (low, high) = (0, text.count)
            while low < high {
                let middle = (low + high + 1) / 2
                if encoder.tokenCount(String(text.prefix(middle))) <= room { low = middle } else { high = middle - 1 }
            }
            return String(text.prefix(low))
        }
    }

    private static func texts(in path: String) throws -> [String] {
        struct Line: Decodable { let text: String }
        let lines = try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n")
        return try lines.map { try JSONDecoder().decode(Line.self, from: Data($0.utf8)).text }
    }

    private func report(_ figures: Figures) throws {
        if json {
            print(String(decoding: try JSONEncoder().encode(figures), as: UTF8.self))
        } else {
            for child in Mirror(reflecting: figures).children { print("\(child.label ?? ""): \(child.value)") }
        }
    }
}

/// The figures of a run.
private struct Figures: Encodable {
    let kernel: String
    let threads: Int
    let chunks: Int
    let tokens: Int
    let chunksPerSecond: Double
    let openMilliseconds: Double
    let firstQuestionMilliseconds: Double
    let questionMilliseconds: Double
    let tokenizerMegabytesPerSecond: Double
}

extension Kernel: ExpressibleByArgument {}
