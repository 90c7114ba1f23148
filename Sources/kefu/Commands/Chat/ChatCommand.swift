import Answering
import Application
import ArgumentParser
import Foundation
import RAGCore

/// `kefu chat`: a conversation in the terminal. Without a terminal, each line is a question.
struct ChatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chat",
        abstract: "Talk with your documents.",
        discussion: """
            Ctrl-C stops an answer, Ctrl-D leaves. /help lists the commands.
            Without a terminal, each line of stdin is a question of one conversation;
            /new begins another.

            Examples:
              kefu chat
              kefu chat --session 王女士                    # continues a conversation, or begins it
              kefu chat --resume                           # continues the last one
              kefu chat --set completion.provider=none     # quote passages, call no model
              kefu chat < questions.txt > answers.txt
            """
    )

    @OptionGroup var shared: SharedOptions

    @Option(name: .long, help: "Name or id of a session to continue; a new name begins one.")
    var session: String?

    @Flag(name: .long, help: "Continue the session that was used last.")
    var resume = false

    func validate() throws {
        guard session == nil || !resume else { throw ValidationError("--session and --resume exclude each other") }
    }

    func run() async throws {
        let console = Console()
        let assembly = try await Assembly(shared.load(), console: console)
        var chat = try await ChatSession(setup: setup(assembly), console: console)
        if assembly.settings.profile.runsLocally, console.isInteractive {
            // The engine starts and reads the rules of the prompt while the person types.
            let pipeline = chat.pipeline
            Task {
                try? await assembly.engine().acquire().release()
                if let language = Language.ofThisMachine { try? await pipeline.warmUp(language) }
            }
        }
        if console.isInteractive && console.isTerminal {
            try console.print(console.bold("kefu 客服") + console.dim("   /help   Ctrl-D\n"))
        }
        try await chat.run()
    }

    private func setup(_ assembly: Assembly) -> ChatSetup {
        ChatSetup(
            pipeline: { [shared] name in
                guard let name else { return (try await assembly.answerPipeline(), Self.modelName(assembly.settings)) }
                let choice = name == "none" ? ["completion.provider": "none"] : ["completion.model": name]
                let other = try await Assembly(shared.load(overriding: choice), notify: assembly.notify)
                return (try await other.answerPipeline(), Self.modelName(other.settings))
            },
            models: assembly.knownModels,
            recorder: assembly.recorder(),
            beginning: session.map { .session($0) } ?? (resume ? .last : .new),
            price: assembly.settings.completion.price,
            history: assembly.settings.keepsChatHistory ? assembly.settings.workspace.history : nil,
            mask: assembly.mask,
            outputs: OutputRegistry(assembly.settings.workspace),
            folders: assembly.documentFolders
        )
    }

    /// Returns the name of the completion model as `/model` shows it.
    private static func modelName(_ settings: Settings) -> String {
        settings.completion.model.provider == .none ? "none: the best passages are quoted" : settings.profile.name
    }
}

extension Language {
    /// The language of this machine's user, from `LC_ALL`, `LC_MESSAGES` or `LANG`; nil where they name no language of
    /// ours.
    fileprivate static var ofThisMachine: Language? {
        let environment = ProcessInfo.processInfo.environment
        let locale = ["LC_ALL", "LC_MESSAGES", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        return locale.flatMap { Language(rawValue: String($0.prefix(2))) }
    }
}
