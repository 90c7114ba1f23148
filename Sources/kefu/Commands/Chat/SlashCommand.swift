import Foundation

/// A command of a conversation: a line that begins with `/`.
enum SlashCommand: String, CaseIterable, Sendable {
    case help, sources, open, why, retry, feedback, new, sessions, resume, save, model, clear, quit

    /// The arguments, as the help shows them.
    var arguments: String {
        switch self {
        case .sources: "[number]"
        case .open: "number"
        case .model: "[name]"
        case .save: "file"
        case .feedback: "good|bad [words]"
        case .resume: "[session]"
        case .help, .why, .retry, .new, .sessions, .clear, .quit: ""
        }
    }

    /// The effect in a few words, as the help shows it.
    var summary: String {
        switch self {
        case .help: "list the commands and keys"
        case .sources: "sources of the last answer, or one of them"
        case .open: "open the document of a source"
        case .why: "scores, decision and prompt of the last answer"
        case .retry: "ask the last question again"
        case .feedback: "say whether the last answer was good or bad"
        case .new: "start a new conversation"
        case .sessions: "list the latest conversations"
        case .resume: "continue another conversation, or the last one"
        case .model: "show or change the completion model"
        case .save: "write the conversation to a Markdown file"
        case .clear: "clear the screen"
        case .quit: "leave; Ctrl-D does the same"
        }
    }

    /// Name and arguments, such as `/save file`.
    var usage: String { "/\(rawValue)" + (arguments.isEmpty ? "" : " \(arguments)") }

    /// Returns the command of a typed line, and its argument; nil if there is no such command.
    static func parse(_ line: String) -> (command: SlashCommand?, argument: String) {
        let parts = line.dropFirst().split(maxSplits: 1, whereSeparator: \.isWhitespace)
        let name = parts.first.map { $0.lowercased() } ?? "help"
        let argument = parts.count > 1 ? parts[1].trimmingCharacters(in: .whitespacesAndNewlines) : ""
        return (["exit": .quit, "q": .quit, "?": .help][name] ?? SlashCommand(rawValue: name), argument)
    }

    /// The text of `/help`.
    static var overview: String {
        let width = allCases.map(\.usage.count).max() ?? 0
        func line(_ left: String, _ right: String) -> String { left.padding(to: width + 3) + right }
        return
            (allCases.map { line($0.usage, $0.summary) } + [
                "",
                line("Ctrl-C", "stop the answer, or discard the line"),
                line("Ctrl-D", "leave"),
                line("Alt-Enter", "begin a new line; so do Ctrl-J and a \\ at the end"),
                line("Up, Down", "earlier lines"),
                line("Tab", "complete a command"),
            ]).joined(separator: "\n")
    }
}

extension String {
    /// Returns the text with spaces behind it, `columns` wide.
    fileprivate func padding(to columns: Int) -> String {
        self + String(repeating: " ", count: max(0, columns - cells))
    }
}
