import Application
import ArgumentParser
import RAGCore

/// `kefu feedback`: stores whether an answer was good or bad.
struct FeedbackCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feedback",
        abstract: "Say whether an answer was good or bad.",
        discussion: """
            Without --session, the last answer is meant. `kefu unanswered` lists answers
            that are marked bad, and leaves out refusals that are marked good.

            Examples:
              kefu feedback good
              kefu feedback bad "The fee is 12 yuan by now"
              kefu feedback bad --session 王女士 --turn 3 答非所问
            """
    )

    @OptionGroup var shared: SharedOptions

    @Option(name: .long, help: "Name or id of the session. (default: the last used)")
    var session: String?

    @Option(name: .long, help: "Number of the turn in its session. (default: the last)")
    var turn: Int?

    @Argument(help: "good or bad.")
    var verdict: Feedback.Verdict

    @Argument(help: "A remark in your own words.")
    var words: [String] = []

    func run() async throws {
        let console = Console()
        let recorder = try await Assembly(shared.load(), console: console).recorder()
        let conversation = try await recorder.resume(session)
        try await recorder.add(verdict, words: words.joined(separator: " "), toTurn: turn, of: conversation)
        let judged = try await recorder.turns(of: conversation).first { $0.number == turn ?? conversation.lastTurn }
        guard let judged else { return }
        let question = judged.record.question.onOneLine.shortened(to: 60)
        try console.print(
            "\(verdict.rawValue): \(question) (session \(conversation.session?.label ?? "-"), turn \(judged.number))"
        )
    }
}

extension Feedback.Verdict: ExpressibleByArgument {}
