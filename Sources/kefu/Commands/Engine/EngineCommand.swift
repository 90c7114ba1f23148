import Application
import ArgumentParser
import Foundation
import LocalEngine
import RAGCore

/// `kefu engine`: starts and stops the completion model on this machine. Other commands start it themselves.
struct EngineCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "engine",
        abstract: "Start or stop the local completion model.",
        discussion: """
            It starts with the first question, and stops after engine.idle-minutes
            without a question.

            Examples:
              kefu engine start
              kefu engine stop
            """,
        subcommands: [Start.self, Stop.self, Supervise.self]
    )

    struct Start: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Start it now, so that the first answer comes sooner.",
            discussion: "Example:\n  kefu engine start"
        )

        @OptionGroup var shared: SharedOptions

        func run() async throws {
            let console = Console()
            let engine = try await Assembly(shared.load(), console: console).engine()
            let lease = try await engine.acquire { console.progress("starting \($0) …") }
            console.endProgress()
            try console.print("\(lease.modelName) answers at \(lease.baseURL.absoluteString)")
        }
    }

    struct Stop: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stop it, even if it is in use.",
            discussion: "Example:\n  kefu engine stop"
        )

        @OptionGroup var shared: SharedOptions

        func run() async throws {
            try await Assembly(shared.load(), console: Console()).engine().stop()
        }
    }

    /// The process that keeps the engine running. It is detached and handles signals itself.
    struct Supervise: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Keep an engine; kefu starts this itself.",
            shouldDisplay: false
        )

        @Argument(help: "The run folder.")
        var folder: String

        func run() throws {
            throw ExitCode(try EngineSupervisor(folder: folder).run())
        }
    }
}
