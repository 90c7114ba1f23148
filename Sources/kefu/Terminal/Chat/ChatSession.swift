import Answering
import ArgumentParser
import Foundation
import RAGCore

/// Reads questions and commands, and shows answers, until the input ends.
struct ChatSession {
    let console: Console
    let kit: ChatKit
    var pipeline: AnswerPipeline
    /// What stands for the model in `/model`.
    var modelName: String
    var answers: [Answer] = []
    var conversation = Conversation()
    /// The conversation as it was when the last question was asked.
    var before = Conversation()
    var lastQuestion: String?
    private var lines: ChatLines

    init(kit: ChatKit, console: Console) async throws {
        self.kit = kit
        self.console = console
        (pipeline, modelName) = try await kit.pipeline(nil)
        let isEdited = console.isInteractive && console.canDraw
        let input = isEdited ? TerminalInput() : nil
        let prompt = console.isInteractive && console.isTerminal ? "? " : ""
        lines = ChatLines(
            console: console,
            input: input,
            history: LineHistory(file: isEdited ? kit.history : nil),
            prompt: prompt
        )
        guard console.isInteractive else { return }
        Interrupts.replace { [console] in
            if let input { return input.interrupt() }
            try? console.write("\n" + console.dim("(Ctrl-D leaves)") + "\n" + prompt)
        }
    }

    /// Throws only what makes going on pointless; a question that fails is reported and the next one read.
    mutating func run() async throws {
        defer { TerminalMode.release() }
        var failure: RAGError?
        while true {
            let completion = completion
            let line = try await lines.next(prompt: StyledText("? ", .bold)) { completion.candidates(for: $0) }
            switch line {
            case .end:
                if console.isInteractive {
                    try console.print()
                } else if let failure {
                    throw ExitCode(failure.code.rawValue)
                }
                return
            case .interrupted:
                try console.print(console.dim("(Ctrl-D leaves)"))
            case .text(let line):
                let text = line.trimmingCharacters(in: .whitespacesAndNewlines)
                do {
                    guard try await take(text) else { return }
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

    /// A question or a command; false to leave.
    private mutating func take(_ text: String) async throws -> Bool {
        if text.isEmpty { return true }
        if text.hasPrefix("/") { return try await obey(text) }
        try Question.check(text)
        before = conversation
        try await answer(text)
        return true
    }

    /// Answers `question` after what was said before it.
    mutating func answer(_ question: String) async throws {
        lastQuestion = question
        let printer = AnswerPrinter(console: console)
        if !console.isInteractive { try console.print("? \(question)") }
        defer { printer.abandon() }
        printer.begin()
        do {
            let answer = try await Interrupts.cancelling { [pipeline, before] in
                try await pipeline.answer(question, in: before) { try await printer.show($0) }
            }
            let footer = console.isTerminal ? AnswerFooter(answer: answer).text : nil
            try await printer.finish(answer, footer: footer)
            try console.print()
            conversation = before
            conversation.append(answer)
            answers.append(answer)
        } catch is CancellationError where console.isInteractive && !Task.isCancelled {
            printer.abandon()
            try console.print(console.dim("(stopped)\n"))
        }
    }

    private var completion: ChatCompletion {
        ChatCompletion(
            sources: answers.last?.sources.map {
                LineCompletion.Candidate(text: String($0.number), note: $0.heading.onOneLine)
            } ?? [],
            models: kit.models.map { LineCompletion.Candidate(text: $0) }
        )
    }
}

/// What a conversation is made with.
struct ChatKit: Sendable {
    /// What answers, and the name of its model: another one where it is named.
    let pipeline: @Sendable (_ model: String?) async throws -> (AnswerPipeline, String)
    /// Models that are known here.
    let models: [String]
    /// Where what is typed is kept; nil to keep nothing.
    let history: URL?
    /// Where the documents of each source lie.
    let folders: [String: URL]
}
