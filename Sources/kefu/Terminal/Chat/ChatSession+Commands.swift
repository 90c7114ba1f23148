import Answering
import Foundation
import RAGCore

/// What is done for each line that begins with `/`.
extension ChatSession {
    /// False to leave. Throws `RAGError` where it cannot be done.
    mutating func obey(_ line: String) async throws -> Bool {
        let (command, argument) = SlashCommand.parse(line)
        guard let command else {
            console.error("There is no \(line.prefix { !$0.isWhitespace }.prefix(20)); /help lists what there is.")
            return true
        }
        switch command {
        case .quit: return false
        case .help: try console.print(SlashCommand.overview + "\n")
        case .sources: try showSources(argument)
        case .open: try await open(try source(argument))
        case .why: try explain()
        case .retry: try await retry()
        case .new: try begin()
        case .model: try await changeModel(argument)
        case .save: try save(argument)
        case .clear: if console.canDraw { try console.draw("\u{1B}[H\u{1B}[2J\u{1B}[3J") }
        }
        return true
    }

    private func showSources(_ argument: String) throws {
        let sources = argument.isEmpty ? answers.last?.sources ?? [] : [try source(argument)]
        guard !sources.isEmpty else { return try console.print(console.dim("No sources yet.\n")) }
        for source in sources {
            try console.print(console.bold("[\(source.number)] \(source.heading.onOneLine.plain)"))
            try console.print(console.dim(source.place.description.onOneLine.plain))
            try console.print(source.passage.plain.indented(by: 2) + "\n")
        }
    }

    /// The source of the last answer with this number.
    private func source(_ number: String) throws -> Source {
        let sources = answers.last?.sources ?? []
        guard let source = sources.first(where: { String($0.number) == number }) else {
            throw RAGError(
                .failed,
                number.isEmpty ? "Which source?" : "There is no source \(number.prefix(20))",
                hint: sources.isEmpty
                    ? "The last answer has none"
                    : "The last answer has \(sources.map { String($0.number) }.joined(separator: ", "))"
            )
        }
        return source
    }

    private func open(_ source: Source) async throws {
        guard console.isInteractive, console.isTerminal else {
            return try console.print(source.place.description.onOneLine.plain + "\n")
        }
        switch try DocumentOpener(folders: kit.folders).action(for: source.place) {
        case .page(let words): try await ForegroundProgram.run(words)
        case .desktop(let words): try ForegroundProgram.launch(words)
        }
        try console.print(console.dim(source.place.description.onOneLine.plain + "\n"))
    }

    private func explain() throws {
        guard let answer = answers.last else { return try console.print(console.dim("No answer yet.\n")) }
        for part in AnswerExplanation(answer: answer).parts {
            try console.print(console.bold(part.heading))
            try console.print(part.text.plain.indented(by: 2) + "\n")
        }
    }

    private mutating func retry() async throws {
        guard let lastQuestion else { return try console.print(console.dim("No question yet.\n")) }
        if console.isInteractive { try console.print(console.dim("? \(lastQuestion.plain)")) }
        try await answer(lastQuestion)
    }

    private mutating func begin() throws {
        (conversation, before, answers, lastQuestion) = (Conversation(), Conversation(), [], nil)
        try console.print(console.dim("A new conversation.\n"))
    }

    private mutating func changeModel(_ name: String) async throws {
        if !name.isEmpty { (pipeline, modelName) = try await kit.pipeline(name) }
        try console.print(console.dim("\(modelName.plain)\n"))
    }

    private func save(_ path: String) throws {
        guard !path.isEmpty else { throw RAGError(.failed, "Which file?", hint: "Such as /save talk.md") }
        guard !answers.isEmpty else { return try console.print(console.dim("Nothing was said yet.\n")) }
        let file = try Transcript(answers: answers).write(to: path)
        try console.print(console.dim("\(file.path.plain)\n"))
    }
}
