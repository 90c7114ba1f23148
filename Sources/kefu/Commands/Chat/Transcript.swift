import Application
import Foundation
import RAGCore

/// A conversation as a Markdown document.
struct Transcript {
    let turns: [TurnRecord]

    var markdown: String {
        turns.map { turn in
            let sources = turn.sources.map {
                "- [\($0.number)] \($0.passage.heading.onOneLine) — \($0.passage.place.description.onOneLine)"
            }
            let question = turn.question.split(separator: "\n", omittingEmptySubsequences: false).map { "> \($0)" }
            let parts = [question.joined(separator: "\n"), turn.answer, sources.joined(separator: "\n")]
            return parts.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
        }.joined(separator: "\n---\n\n")
    }

    /// Writes the document to a new file that only its owner can read, and returns the file. Throws `RAGError`, also if
    /// the file exists.
    func write(to path: String) throws -> URL {
        let file = URL(filePath: NSString(string: path).expandingTildeInPath)
        let descriptor = open(file.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            let exists = errno == EEXIST
            throw RAGError(
                .failed,
                exists ? "There is a file \(file.path) already" : "\(file.path) cannot be written",
                hint: exists ? "Name another one" : "Name a file in an existing folder that you may write to"
            )
        }
        do {
            try FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).write(contentsOf: Data(markdown.utf8))
        } catch {
            throw RAGError(
                .failed,
                "\(file.path) cannot be written",
                hint: "Look whether the disk is full",
                cause: error
            )
        }
        return file
    }
}
