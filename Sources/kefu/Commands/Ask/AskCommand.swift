import Answering
import Application
import ArgumentParser
import RAGCore

/// `kefu ask`: answers one question.
struct AskCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ask",
        abstract: "Answer one question.",
        discussion: """
            Examples:
              kefu ask "How long do refunds take?"
              echo 退货需要几天内申请? | kefu ask
              kefu ask --json "运费多少?" | jq -r .text
              kefu ask --session 王女士 "那运费呢?"     # continues a conversation
              kefu ask --trace "运费多少?"            # what took how long
            """
    )

    @OptionGroup var shared: SharedOptions
    @OptionGroup var output: OutputOptions

    @Option(name: .long, help: "Name or id of a session that the question continues; a new name begins one.")
    var session: String?

    @Flag(name: .long, help: "Print to stderr when each step happened, in milliseconds since the process began.")
    var trace = false

    @Argument(help: "The question; without it, or with -, it is read from stdin.")
    var question: [String] = []

    func run() async throws {
        let clock = trace ? ProcessClock() : nil
        let console = Console()
        let question = try Question.read(question)
        try await Trace.$current.withValue(clock?.trace) {
            Trace.mark("arguments parsed")
            let assembly = try await Assembly(shared.load(), console: console)
            Trace.mark("settings read")
            let pipeline = try await assembly.answerPipeline()
            Trace.mark("pipeline ready")
            let printer = AnswerPrinter(console: console, isQuiet: output.json)
            defer { printer.abandon() }
            let recorder = assembly.recorder()
            var conversation = if let session { try await recorder.enter(session) } else { RecordedConversation() }
            let answer = try await pipeline.answer(question, in: conversation.conversation) {
                try await printer.show($0)
            }
            Trace.mark("answered")
            if output.json { try console.printJSON(answer) } else { try await printer.finish(answer) }
            await recorder.record(answer, in: &conversation)
            Trace.mark("stored")
            _ = await recorder.summarize(conversation, with: pipeline)
        }
        clock?.print(to: console)
    }
}
