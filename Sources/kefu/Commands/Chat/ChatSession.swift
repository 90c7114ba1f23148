import Answering
import Application
import ArgumentParser
import Foundation
import RAGCore

/// Reads questions and commands, and shows answers, until the input ends.
struct ChatSession {
    let console: Console
    let setup: ChatSetup
    var pipeline: AnswerPipeline
    /// Name of the completion model, as `/model` shows it.
    var modelName: String
    var turns: [ChatTurn] = []
    var conversation = RecordedConversation()
    /// The turns before the last question, to ask it again.
    var before = Conversation()
    var lastQuestion: String?
    private var lines: ChatLines

    init(setup: ChatSetup, console: Console) async throws {
        self.setup = setup
        self.console = console
        (pipeline, modelName) = try await setup.pipeline(nil)
        let isEdited = console.isInteractive && console.canDraw
        let input = isEdited ? TerminalInput() : nil
        let prompt = console.isInteractive && console.isTerminal ? "? " : ""
        lines = ChatLines(
            console: console,
            input: input,
            history: LineHistory(file: isEdited ? setup.history : nil, mask: setup.mask),
            prompt: prompt
        )
        guard console.isInteractive else { return }
        Interrupts.replace { [console] in
            if let input { return input.interrupt() }
            try? console.write("\n" + console.dim("(Ctrl-D leaves)") + "\n" + prompt)
        }
    }

    /// Runs the conversation until the input ends. A question that fails is reported, and the next one is read. Throws
    /// `ExitCode` if one failed and nobody sees the terminal.
    mutating func run() async throws {
        defer { TerminalMode.release() }
        try await begin()
        var failure: RAGError?
        while true {
            let completion = completion
            let line = try await lines.next(prompt: StyledText("? ", .bold)) { [setup] text in
                await completion.candidates(for: text, in: setup.recorder)
            }
            switch line {
            case .end:
                if console.isInteractive { return try console.print() }
                if let failure { throw ExitCode(failure.code.rawValue) }
                return
            case .interrupted:
                try console.print(console.dim("(Ctrl-D leaves)"))
            case .text(let line):
                let text = line.trimmingCharacters(in: .whitespacesAndNewlines)
                do {
                    guard try await handle(text) else { return }
                } catch let error as ValidationError {
                    failure = RAGError(.failed, error.message)
                    console.error("\(error.message).")
                } catch let error as RAGError {
                    console.error(error.description)
                    failure = error
                }
            }
        }
    }

    /// Resumes the session that the options name.
    private mutating func begin() async throws {
        switch setup.beginning {
        case .new: return
        case .session(let name): conversation = try await setup.recorder.enter(name)
        case .last: conversation = try await setup.recorder.resume(nil)
        }
        try await showResumed()
    }

    /// Handles a question or a command. Returns false to leave.
    private mutating func handle(_ text: String) async throws -> Bool {
        if text.isEmpty { return true }
        if text.hasPrefix("/") { return try await runCommand(text) }
        try Question.check(text)
        before = conversation.conversation
        try await answer(text)
        return true
    }

    /// Answers `question` after the turns before it.
    mutating func answer(_ question: String) async throws {
        lastQuestion = question
        let printer = AnswerPrinter(console: console)
        if !console.isInteractive { try console.print("? \(question.withoutControls)") }
        defer { printer.abandon() }
        printer.begin()
        do {
            let answer = try await Interrupts.cancelling { [pipeline, before] in
                try await pipeline.answer(question, in: before) { try await printer.show($0) }
            }
            let turn = ChatTurn(answer, price: setup.price)
            try await printer.finish(answer, footer: console.isTerminal ? AnswerFooter(record: turn.record).text : nil)
            try console.print()
            turns.append(turn)
            conversation.conversation = before
            await setup.recorder.record(answer, in: &conversation)
            try await summarize()
        } catch is CancellationError where console.isInteractive && !Task.isCancelled {
            printer.abandon()
            try console.print(console.dim("(stopped)\n"))
        }
    }

    /// Sums up the turns that have become too old for a prompt; Ctrl-C stops that.
    private mutating func summarize() async throws {
        let (recorder, pipeline, conversation) = (setup.recorder, pipeline, conversation)
        let summary = try await Interrupts.cancelling { await recorder.summarize(conversation, with: pipeline) }
        if let summary { self.conversation.conversation.summary = summary }
    }

    private var completion: ChatCompletion {
        ChatCompletion(
            sources: turns.last?.record.sources.map {
                LineCompletion.Candidate(text: String($0.number), note: $0.passage.heading.onOneLine)
            } ?? [],
            models: setup.models.map { LineCompletion.Candidate(text: $0) }
        )
    }
}

extension ChatCompletion {
    /// Returns the proposals for a line; sessions are looked up only where they are needed.
    fileprivate func candidates(for text: String, in recorder: TurnRecorder) async -> LineCompletion {
        guard text.hasPrefix("/resume ") else { return candidates(for: text) }
        var completion = self
        let sessions = try? await recorder.sessions(limit: 50)
        completion.sessions = (sessions ?? []).map { LineCompletion.Candidate(text: $0.label, note: $0.subject) }
        return completion.candidates(for: text)
    }
}

/// The model, tokens, time and price of an answer on one line: `gpt-4.1-mini · 812 + 96 tokens · 2.3 s · 0.00046`.
private struct AnswerFooter {
    let record: TurnRecord

    var text: String {
        var parts: [String] = []
        if let model = record.model { parts.append(model) }
        if let usage = record.usage { parts.append("\(usage.input) + \(usage.output) tokens") }
        if let last = record.timings.last { parts.append("\((last.milliseconds / 1_000).formatted(digits: 1)) s") }
        if let cost = record.cost { parts.append(cost.formatted(digits: cost < 0.1 ? 5 : 2)) }
        return parts.joined(separator: " · ").onOneLine.withoutControls
    }
}

/// The lines of a conversation: typed by a person who can edit them, or read from another program.
private struct ChatLines {
    private var editor: LineEditor?
    private var lines: InputLines.Iterator

    /// Creates the lines. Without `input` they are read as they come, after `prompt` if a person types.
    init(console: Console, input: TerminalInput?, history: LineHistory, prompt: String) {
        editor = input.map { LineEditor(input: $0, console: console, history: history) }
        lines = InputLines(prompt: prompt).makeAsyncIterator()
    }

    /// Returns the next line.
    mutating func next(prompt: StyledText, complete: (String) async -> LineCompletion) async throws -> LineEditor.Line {
        if editor != nil, let line = try await editor?.line(prompt: prompt, complete: complete) { return line }
        return try await lines.next().map { .text($0) } ?? .end
    }
}
