import ArgumentParser
import Foundation
import RAGCore
import SentenceEncoder

/// Computes the mean token states that the built-in model subtracts, the file `token-means.bin`.
struct TokenMeansBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "token-means",
        abstract: "Write the mean token states of questions and passages in both languages.",
        discussion: """
            EXAMPLES
              kefu-bench token-means --chinese-questions zh-*/queries.jsonl --english-questions en-*/queries.jsonl \\
                --chinese-passages zh-*/corpus.jsonl --english-passages en-*/corpus.jsonl means.bin
            """
    )

    @Option(parsing: .upToNextOption, help: "JSON lines with a `text` each; every file has the same weight.")
    var chineseQuestions: [String]
    @Option(parsing: .upToNextOption, help: "The same for questions in English.")
    var englishQuestions: [String]
    @Option(parsing: .upToNextOption, help: "The same for passages in Chinese.")
    var chinesePassages: [String]
    @Option(parsing: .upToNextOption, help: "The same for passages in English.")
    var englishPassages: [String]
    @Option(help: "The most texts of a file, taken at equal distances.")
    var limit = 300
    @Argument(help: "The file to write.")
    var output: String

    func run() async throws {
        let encoder = try SentenceEncoder(modelFile: CacheFolder.models().appending(path: SentenceEncoder.fileName))
        var bytes = Data()
        for (files, role) in [
            (chineseQuestions, EmbeddingRole.query), (englishQuestions, .query), (chinesePassages, .passage),
            (englishPassages, .passage),
        ] {
            var means: [[Float]] = []
            for file in files { means.append(try await encoder.meanTokenStates(of: texts(file), as: role)) }
            for dimension in means[0].indices {
                let mean = means.reduce(0) { $0 + $1[dimension] } / Float(means.count)
                withUnsafeBytes(of: mean.bitPattern.littleEndian) { bytes.append(contentsOf: $0) }
            }
        }
        try bytes.write(to: URL(filePath: output))
    }

    private func texts(_ file: String) throws -> [String] {
        struct Line: Decodable { let text: String }
        let lines = try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n")
        let step = max(1, lines.count / limit)
        return try stride(from: 0, to: lines.count, by: step).prefix(limit)
            .map { try JSONDecoder().decode(Line.self, from: Data(lines[$0].utf8)).text }
    }
}
