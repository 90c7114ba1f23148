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
        let pipeline = try await assembly.answerPipeline()
        if assembly.settings.completion.provider == .local, console.isInteractive {
            // The engine starts and reads its rules while the person types.
            Task {
                try? await assembly.engine().acquire().release()
                if let language = Language.ofThisMachine { try? await pipeline.warmUp(language) }
            }
        }
        var chat = ChatSession(pipeline: pipeline, console: console)
        if console.isInteractive && console.isTerminal {
            try console.print(console.bold("kefu 客服") + console.dim("   /help   Ctrl-D\n"))
        }
        try await chat.run()
    }
}
