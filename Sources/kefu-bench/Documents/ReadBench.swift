import ArgumentParser
import Foundation
import Ingestion
import RAGCore

/// Prints what the readers make of documents, for comparison with other programs.
struct ReadBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read",
        abstract: "Read documents and print one JSON object each: title, lines, chunks and notes."
    )

    @Argument(help: "The documents.")
    var paths: [String]

    /// A document as JSON; a document that cannot be read has only the reason.
    private struct Output: Encodable {
        struct Line: Encodable {
            let line: Int
            let text: String
        }
        struct Passage: Encodable {
            let path: [String]
            let question: String?
            let text: String
        }

        var title: String?
        var language: String?
        var lines: [Line] = []
        var chunks: [Passage] = []
        var notes: [String] = []
        var error: String?
    }

    func run() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        for path in paths {
            print(String(decoding: try encoder.encode(output(of: path)), as: UTF8.self))
        }
    }

    private func output(of path: String) -> Output {
        var output = Output()
        do {
            let document = try DocumentReaders.standard.read(fileAt: URL(filePath: path), sizeLimit: 500_000_000)
            output.title = document.title
            output.language = document.language?.rawValue
            output.notes = document.notes
            var start = 0
            for line in document.source.text.utf8.split(separator: 0x0A, omittingEmptySubsequences: false) {
                let place = document.source.lines(of: start..<start + line.count).lowerBound
                output.lines.append(Output.Line(line: place, text: String(decoding: line, as: UTF8.self)))
                start += line.count + 1
            }
            output.chunks = Chunker().chunks(of: document).map {
                Output.Passage(path: $0.headingPath, question: $0.question, text: $0.text)
            }
        } catch {
            output.error = error.reason
        }
        return output
    }
}
