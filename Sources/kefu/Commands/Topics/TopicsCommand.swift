import ArgumentParser

/// `kefu topics`: groups texts by subject; names, merges and corrects topics.
struct TopicsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "topics",
        abstract: "Show what customers ask about: topics with their size, trend and gaps.",
        discussion: """
            Groups questions by subject, without a list of subjects. Topics keep their
            numbers from run to run, new questions join them, and names and merges stay.

            Examples:
              kefu topics                                # the stored conversations
              kefu topics --since 30d --report topics.html
              kefu topics tickets.csv --column subject
              kefu topics rename 12 "Refund not received"
              kefu topics merge 12 17
              kefu topics move "Where is my money?" --to 12

            `kefu topics show --help` lists the options.
            """,
        subcommands: [
            ShowTopicsCommand.self, RenameTopicCommand.self, MergeTopicsCommand.self, MoveQuestionCommand.self,
        ],
        defaultSubcommand: ShowTopicsCommand.self
    )
}
