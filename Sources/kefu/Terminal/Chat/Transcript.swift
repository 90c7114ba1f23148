import Answering
import Foundation
import RAGCore

/// A conversation as a Markdown document.
struct Transcript {
    let answers: [Answer]

    var markdown: String {
        answers.map { answer in
            let sources = answer.sources.map {
                "- [\($0.number)] \($0.heading.onOneLine) — \($0.place.description.onOneLine)"
            }
            let question = answer.question.split(separator: "\n", omittingEmptySubsequences: false).map { "> \($0)" }
            return
                ([question.joined(separator: "\n"), answer.text]
                + (sources.isEmpty ? [] : [sources.joined(separator: "\n")]))
                .joined(separator: "\n\n") + "\n"
        }.joined(separator: "\n---\n\n")
    }

    /// Writes it to the file that a person named. Throws `RAGError`.
    func write(to path: String) throws -> URL {
        let file = URL(filePath: NSString(string: path).expandingTildeInPath)
        do {
            try Data(markdown.utf8).write(to: file, options: .withoutOverwriting)
        } catch {
            let exists = FileManager.default.fileExists(atPath: file.path)
            throw RAGError(
                .failed,
                exists ? "There is a file \(file.path) already" : "\(file.path) cannot be written",
                hint: exists ? "Name another one" : "Name a file in a folder that is there and may be written",
                cause: error
            )
        }
        return file
    }
}
