import Application
import ArgumentParser
import Foundation
import Logging
import OperatingSystem
import RAGCore

/// The program: parses the command line, runs one command, and turns an error into one sentence and an exit code.
@main
struct KefuCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kefu",
        abstract: "Answers customers' questions from your own documents (客服).",
        discussion: """
            Put documents into knowledge-base/, refresh, ask:

              kefu refresh
              kefu ask "How long do refunds take?"
              kefu chat

            With OPENAI_API_KEY (and OPENAI_BASE_URL) set, embeddings and answers
            come from that service; without, from models on this machine.
            `kefu status` shows every setting and where it came from.
            """,
        version: StatusReport.version,
        subcommands: [
            ChatCommand.self, AskCommand.self, BatchCommand.self, SearchCommand.self, RefreshCommand.self,
            ChunksCommand.self, ReadDocumentCommand.self,
            SimilarityCommand.self, SessionsCommand.self, FeedbackCommand.self, UnansweredCommand.self,
            ClassifyCommand.self, ConceptsCommand.self, MatchCommand.self, OutliersCommand.self, DuplicatesCommand.self,
            AuditCommand.self, TopicsCommand.self, MapCommand.self, StatusCommand.self, DoctorCommand.self,
            EvaluateCommand.self,
            ServeCommand.self, KeysCommand.self, BackupCommand.self, RestoreCommand.self, ForgetCommand.self,
            EngineCommand.self, EmbedCommand.self,
        ]
    )

    static func main() async {
        AddressSpace.restartFrugally()
        signal(SIGPIPE, SIG_IGN)
        LoggingSystem.bootstrap { label in
            var handler = StreamLogHandler.standardError(label: label)
            handler.logLevel = Logger.Level(rawValue: ProcessInfo.processInfo.environment["KEFU_LOG"] ?? "") ?? .warning
            return handler
        }
        do {
            try requireFiles()
            try watchMemory()
            // The supervisor of the engine handles signals itself.
            if CommandLine.arguments.dropFirst().starts(with: ["engine", "supervise"]) {
                try await parseAndRun()
            } else {
                try await Interrupts.cancelling { try await parseAndRun() }
            }
        } catch {
            leave(after: error)
        }
    }

    /// The files that a batch and the service need open at once; measured: 40 are enough for 16 workers.
    private static let neededFiles = 64

    /// Raises the limit on open files as far as the system allows. Throws if it stays too low: connections would fail
    /// one after the other, and libraries crash.
    private static func requireFiles() throws {
        OpenFileLimit.raise(to: 4 * neededFiles)
        let limit = sysconf(Int32(_SC_OPEN_MAX))
        guard limit >= 0, limit < neededFiles else { return }
        throw RAGError(
            .failed,
            "This program may open \(limit) files at once, and it needs \(neededFiles) at least",
            hint: "Raise the limit (ulimit -n)"
        )
    }

    /// Ends the program with a sentence, now or later, if its address space is limited to less than it needs. Otherwise
    /// it would hang or crash.
    private static func watchMemory() throws {
        guard let limit = AddressSpace.limit else { return }
        let needed = AddressSpace.needed
        guard limit >= needed else {
            throw RAGError(
                .failed,
                "The memory of this program is limited to \(limit >> 20) MB, and it needs \(needed >> 20) MB at least",
                hint: "Raise the limit (ulimit -v)"
            )
        }
        MemoryWatch.start()
    }

    private static func parseAndRun() async throws {
        var command = try parseAsRoot()
        if var command = command as? any AsyncParsableCommand {
            try await command.run()
        } else {
            try command.run()
        }
    }

    /// Prints the error in one sentence and ends the program with its exit code (README, "Exit codes").
    private static func leave(after error: any Error) -> Never {
        let console = Console()
        switch error {
        case is CancellationError:
            console.error("Stopped.")
            Foundation.exit(RAGError.Code.interrupted.rawValue)
        case let error as RAGError:
            console.error(error.description)
            Foundation.exit(error.code.rawValue)
        case let error as UsageError:
            console.error("\(error.message).")
            Foundation.exit(ExitCode.validationFailure.rawValue)
        case let error as ValidationError:
            console.error("\(error.message).")
            Foundation.exit(ExitCode.validationFailure.rawValue)
        case is BrokenPipe:
            Foundation.exit(EXIT_SUCCESS)
        default:
            // The parser quotes arguments, which may come from anywhere.
            let (code, message) = (exitCode(for: error), fullMessage(for: error))
            if !message.isEmpty {
                if code.isSuccess { try? console.print(message) } else { console.error(message.withoutControls) }
            }
            Foundation.exit(code.rawValue)
        }
    }
}
