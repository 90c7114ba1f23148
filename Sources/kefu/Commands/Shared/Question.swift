import ArgumentParser
import Foundation

/// A question from the command line or stdin.
enum Question {
    /// Words of the command line, else all of stdin. Throws `RAGError` where there is none.
    static func read(_ words: [String]) throws -> String {
        let text: String
        if words.isEmpty, isatty(STDIN_FILENO) == 1 {
            text = ""
        } else if words.isEmpty || words == ["-"] {
            text = String(decoding: (try? FileHandle.standardInput.readToEnd()) ?? Data(), as: UTF8.self)
        } else {
            text = words.joined(separator: " ")
        }
        let question = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard !question.isEmpty else {
            throw ValidationError("There is no question; give one as an argument or on stdin")
        }
        try check(question)
        return question
    }

    /// Throws `ValidationError` where a question is none that a customer would ask, and would cost accordingly.
    static func check(_ question: String) throws {
        guard question.utf8.count <= longest else {
            throw ValidationError("The question has \(question.utf8.count) bytes; at most \(longest) are taken")
        }
    }

    private static let longest = 16_384
}
