import Answering
import ArgumentParser
import RAGCore

/// `kefu chat`: a conversation in the terminal; without one, a question a line.
struct ChatCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "chat",
        abstract: "Talk with your documents.",
        discussion: """
            Ctrl-C stops an answer, Ctrl-D leaves. /help lists what else can be typed.
            Without a terminal, each line of stdin is a question of one conversation;
            /new begins another.

            Examples:
              kefu chat
              kefu chat --set completion.provider=none     # quote passages, call no model
              kefu chat < questions.txt > answers.txt
            """
    )

    @OptionGroup var shared: SharedOptions

    func run() async throws {
        let console = Console()
        let assembly = try await Assembly(shared.load(), console: console)
        let isLocal = assembly.settings.completion.provider == .local
        let kit = ChatKit(
            pipeline: { [shared] name in
                guard let name else { return (try await assembly.answerPipeline(), assembly.completionName) }
                let choice = name == "none" ? ["completion.provider": "none"] : ["completion.model": name]
                let other = try await Assembly(shared.load(overriding: choice), console: console)
                return (try await other.answerPipeline(), other.completionName)
            },
            models: assembly.knownModels,
            history: assembly.settings.keepsHistory ? assembly.settings.workspace.history : nil,
            folders: assembly.documentFolders
        )
        var chat = try await ChatSession(kit: kit, console: console)
        if isLocal, console.isInteractive {
            // The engine starts and reads its rules while the person types.
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
}
