import ArgumentParser
import Foundation

/// A question from the command line or stdin.
enum Question {
    /// Returns the words of the command line, or all of stdin if there are none or they are `-`. Throws
    /// `ValidationError` if there is no question.
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

    /// Throws `ValidationError` if the question is longer than a customer's question can be, which would be expensive
    /// to answer.
    static func check(_ question: String) throws {
        guard question.utf8.count <= longest else {
            throw ValidationError("The question has \(question.utf8.count) bytes; at most \(longest) are taken")
        }
    }

    private static let longest = 16_384
}
