import Answering
import Application
import Foundation
import RAGCore

extension ChatSession {
    /// Runs a line that begins with `/`. Returns false to leave. Throws `RAGError` if the command cannot be run.
    mutating func runCommand(_ line: String) async throws -> Bool {
        let (command, argument) = SlashCommand.parse(line)
        guard let command else {
            console.error(
                "There is no command \(line.prefix { !$0.isWhitespace }.prefix(20)); /help lists all commands."
            )
            return true
        }
        switch command {
        case .quit: return false
        case .help: try console.print(SlashCommand.overview + "\n")
        case .sources: try showSources(argument)
        case .open: try await open(try source(argument))
        case .why: try explain()
        case .retry: try await retry()
        case .feedback: try await judge(argument)
        case .new: try beginAnew()
        case .sessions: try await listSessions()
        case .resume: try await resume(argument)
        case .save: try save(argument)
        case .model: try await changeModel(argument)
        case .clear: if console.canDraw { try console.draw("\u{1B}[H\u{1B}[2J\u{1B}[3J") }
        }
        return true
    }

    private func say(_ text: String) throws { try console.print(console.dim(text.withoutControls) + "\n") }

    // MARK: The last answer

    private func showSources(_ argument: String) throws {
        let sources = argument.isEmpty ? turns.last?.record.sources ?? [] : [try source(argument)]
        guard !sources.isEmpty else { return try say("No sources yet.") }
        for source in sources {
            try console.print(console.bold("[\(source.number)] \(source.passage.heading.onOneLine.withoutControls)"))
            try console.print(console.dim(source.passage.place.description.onOneLine.withoutControls))
            try console.printWrapped(source.passage.text, indent: 2)
            try console.print()
        }
    }

    /// Returns the source of the last answer with this number. Throws `RAGError` if there is none.
    private func source(_ number: String) throws -> SourceRecord {
        let sources = turns.last?.record.sources ?? []
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

    private func open(_ source: SourceRecord) async throws {
        let place = source.passage.place
        guard console.isInteractive, console.isTerminal else {
            return try console.print(place.description.onOneLine.withoutControls + "\n")
        }
        switch try DocumentOpener(folders: setup.folders).action(for: place) {
        case .page(let words): try await ForegroundProgram.run(words)
        case .desktop(let words): try ForegroundProgram.launch(words)
        }
        try say(place.description.onOneLine)
    }

    private func explain() throws {
        guard let turn = turns.last else { return try say("No answer yet.") }
        for part in AnswerExplanation(turn: turn).parts {
            try console.print(console.bold(part.heading))
            try console.printWrapped(part.text, indent: 2)
            try console.print()
        }
    }

    private mutating func retry() async throws {
        guard let lastQuestion else { return try say("No question yet.") }
        if console.isInteractive { try console.printWrapped("? " + lastQuestion) }
        try await answer(lastQuestion)
    }

    private func judge(_ argument: String) async throws {
        let words = argument.split(maxSplits: 1, whereSeparator: \.isWhitespace).map(String.init)
        guard let verdict = words.first.flatMap({ Feedback.Verdict(rawValue: $0.lowercased()) }) else {
            throw RAGError(
                .failed,
                "Say whether the answer was good or bad",
                hint: "Such as /feedback bad the fee is 12 yuan by now"
            )
        }
        try await setup.recorder.add(verdict, words: words.count > 1 ? words[1] : nil, of: conversation)
        try say("Noted: \(verdict.rawValue).")
    }

    // MARK: Conversations

    private mutating func beginAnew() throws {
        (conversation, before, turns, lastQuestion) = (RecordedConversation(), Conversation(), [], nil)
        try say("A new conversation.")
    }

    private func listSessions() async throws {
        let sessions = try await setup.recorder.sessions(limit: 20)
        guard !sessions.isEmpty else { return try say("No conversation is stored yet.") }
        let current = conversation.session?.id
        let rows = sessions.map { session in
            [
                session.id == current ? "*" : "", session.label.onOneLine, session.lastUsed.minuteText,
                String(session.turnCount), session.subject,
            ]
        }
        let table = TextTable(
            header: ["", "session", "last used", "turns", "first question"],
            rows: rows,
            flushLeft: [0, 1, 2, 4]
        )
        try console.printWrapped(table.text)
        try console.print()
    }

    private mutating func resume(_ reference: String) async throws {
        conversation = try await setup.recorder.resume(reference.isEmpty ? nil : reference)
        try await showResumed()
    }

    /// Shows which session was resumed, and its last turn.
    mutating func showResumed() async throws {
        turns = try await setup.recorder.turns(of: conversation).map(ChatTurn.init)
        (before, lastQuestion) = (conversation.conversation, turns.last?.record.question)
        guard console.isTerminal, let session = conversation.session else { return }
        let count = turns.count == 1 ? "1 turn" : "\(turns.count) turns"
        try say("Session \(session.label.onOneLine), \(count).")
        guard let last = turns.last?.record else { return }
        try console.printWrapped("? " + last.question)
        try AnswerPrinter(console: console).show(last)
    }

    // MARK: The rest

    private mutating func changeModel(_ name: String) async throws {
        if !name.isEmpty { (pipeline, modelName) = try await setup.pipeline(name) }
        try say(modelName)
    }

    private func save(_ path: String) throws {
        guard !path.isEmpty else { throw RAGError(.failed, "Which file?", hint: "Such as /save talk.md") }
        guard !turns.isEmpty else { return try say("Nothing was said yet.") }
        let file = try Transcript(turns: turns.map(\.record)).write(to: path)
        setup.outputs.note(file.path)
        try say(file.path)
    }
}

extension Session {
    /// The first question, shortened.
    var subject: String { (firstQuestion ?? "").onOneLine.shortened(to: 40) }
}
