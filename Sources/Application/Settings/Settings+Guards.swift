import Answering
import Foundation
import Guard
import RAGCore

extension Settings {
    /// The settings below `guard`: lists of words with a fixed reply.
    package struct Guards: Sendable {
        /// Lists that are looked for in questions.
        package let questions: [WordGuard.List]
        /// Lists that are looked for in the answers of a completion model.
        package let answers: [WordGuard.List]
    }
}

extension SettingsReader {
    /// Reads the lists that `guard.questions` and `guard.answers` name, each from `guard.list.<name>.words`, `.file`
    /// (one word a line, `#` begins a comment) and `.reply`. Throws `RAGError` (`notConfigured`) for a list without
    /// words or reply, and for a file that cannot be read.
    mutating func guards(in workspace: Workspace) throws -> Settings.Guards {
        let questions = try strings("guard.questions")
        let answers = try strings("guard.answers")
        var lists: [String: WordGuard.List] = [:]
        for name in questions + answers where lists[name] == nil { lists[name] = try list(name, in: workspace) }
        return Settings.Guards(
            questions: questions.compactMap { lists[$0] },
            answers: answers.compactMap { lists[$0] }
        )
    }

    private mutating func list(_ name: String, in workspace: Workspace) throws -> WordGuard.List {
        let prefix = "guard.list.\(name)"
        var words = try strings("\(prefix).words")
        if let path = try optionalString("\(prefix).file") {
            let file = URL(filePath: path, relativeTo: workspace.root).absoluteURL
            do {
                words += try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline)
                    .map { $0.trimmingCharacters(in: .whitespaces) }.filter { !$0.isEmpty && !$0.hasPrefix("#") }
            } catch {
                throw RAGError(
                    .notConfigured,
                    "The words of the list \(name) cannot be read from \(file.path)",
                    hint: "Write a text file in UTF-8 with one word a line, or correct \(prefix).file",
                    cause: error
                )
            }
        }
        guard let reply = try optionalString("\(prefix).reply"), !words.isEmpty else {
            throw RAGError(
                .notConfigured,
                words.isEmpty ? "The list \(name) has no words" : "The list \(name) has no reply",
                hint: "Set \(prefix).words or \(prefix).file, and \(prefix).reply"
            )
        }
        return WordGuard.List(words: words, reply: reply)
    }
}
