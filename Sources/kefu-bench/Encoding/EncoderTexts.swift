import ArgumentParser
import Foundation
import RAGCore
import SentenceEncoder

/// Runs the built-in encoder alone on given texts, to compare it with a job that embeds the same texts.
struct EncoderTexts: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encoder-texts",
        abstract: "Embed the lines of stdin as questions, and print the texts a second as JSON."
    )

    @Option(help: "The number of texts in one call.")
    var lot = 256

    func run() async throws {
        let file = CacheFolder.models().appending(path: SentenceEncoder.fileName)
        let encoder = try SentenceEncoder(modelFile: file)
        let input = try FileHandle.standardInput.readToEnd() ?? Data()
        let texts = String(decoding: input, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init)
        _ = try await encoder.embed(["warm"], as: .query)
        let duration = try await ContinuousClock().measure {
            for start in stride(from: 0, to: texts.count, by: max(1, lot)) {
                _ = try await encoder.embed(Array(texts[start..<min(start + lot, texts.count)]), as: .query)
            }
        }
        let rate = Double(texts.count) / (duration / .seconds(1))
        print(#"{"texts":\#(texts.count),"textsPerSecond":\#(rate)}"#)
    }
}
