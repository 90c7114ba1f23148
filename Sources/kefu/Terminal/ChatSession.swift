import Answering
import ArgumentParser
import Foundation
import RAGCore

/// Reads questions and shows answers until the input ends.
struct ChatSession {
    private let pipeline: AnswerPipeline
    private let console: Console
    private var conversation = Conversation()
    private var last: Answer?

    init(pipeline: AnswerPipeline, console: Console) {
        self.pipeline = pipeline
        self.console = console
    }

    /// Throws only what makes going on pointless; a question that fails is reported and the next one read.
    mutating func run() async throws {
        var failure: RAGError?
        if console.isInteractive {
            Interrupts.replace { [console, prompt] in
                try? console.write("\n" + console.dim("(Ctrl-D leaves)") + "\n" + prompt)
            }
        }
        for try await line in InputLines(prompt: prompt) {
            let text = line.trimmingCharacters(in: .whitespacesAndNewlines)
            if text.isEmpty { continue }
            if text.hasPrefix("/") {
                guard try command(text) else { break }
                continue
            }
            do {
                try Question.check(text)
                try await answer(text)
            } catch let error as ValidationError {
                failure = RAGError(.failed, error.message)
                console.error("\(error.message).")
            } catch let error as RAGError {
                console.error(error.description)
                failure = error
            }
        }
        if console.isInteractive { try console.print() } else if let failure { throw ExitCode(failure.code.rawValue) }
    }

    private var prompt: String {
        console.isInteractive && console.isTerminal ? console.bold("? ") : ""
    }

    private mutating func answer(_ question: String) async throws {
        let printer = AnswerPrinter(console: console)
        if !console.isInteractive { try console.print("? \(question)") }
        defer { printer.abandon() }
        do {
            let answer = try await Interrupts.cancelling { [pipeline, conversation] in
                try await pipeline.answer(question, in: conversation) { try await printer.show($0) }
            }
            try await printer.finish(answer)
            try console.print()
            conversation.append(answer)
            last = answer
        } catch is CancellationError where console.isInteractive {
            printer.abandon()
            try console.print(console.dim("(stopped)\n"))
        }
    }

    /// Obeys a line that begins with `/`; false to leave.
    private mutating func command(_ text: String) throws -> Bool {
        switch text {
        case "/quit", "/exit", "/q":
            return false
        case "/new":
            conversation = Conversation()
            last = nil
            try console.print(console.dim("A new conversation.\n"))
        case "/sources":
            guard let sources = last?.sources, !sources.isEmpty else {
                try console.print(console.dim("No sources yet.\n"))
                break
            }
            for source in sources {
                try console.print(console.bold("[\(source.number)] \(source.heading)"))
                try console.print(
                    console.dim(source.place.description.onOneLine)
                )
                try console.print(source.passage.indented(by: 2) + "\n")
            }
        case "/help":
            try console.print(
                """
                /sources   the passages behind the last answer
                /new       forget the conversation
                /quit      leave, as Ctrl-D does
                Ctrl-C     stop the answer

                """
            )
        default:
            console.error("There is no \(text.prefix(20)); /help lists what there is.")
        }
        return true
    }
}
