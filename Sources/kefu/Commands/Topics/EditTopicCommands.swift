import Application
import ArgumentParser

/// The collection whose topics a command changes.
struct CollectionOptions: ParsableArguments {
    @OptionGroup var shared: SharedOptions

    @Option(
        name: .customLong("in"),
        help: ArgumentHelp(
            "The topics to change: conversations, documents, or the name of a file. (default: those shown last)",
            valueName: "name"
        )
    )
    var collection: String?

    /// Makes the change and prints what was done.
    func make(_ edit: TopicEdit) async throws {
        let console = Console()
        let settings = try await shared.load()
        try console.print(try await TopicEditor(settings.workspace).edit(edit, of: collection) + ".")
    }
}

/// `kefu topics rename`: names a topic.
struct RenameTopicCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "rename",
        abstract: "Give a topic a name, which it keeps. Its questions stay together.",
        discussion: """
            Examples:
              kefu topics rename 12 "Refund not received"
              kefu topics rename 12 ""                   # takes the name away
            """
    )

    @Argument(help: "The topic: its number or name.")
    var topic: String

    @Argument(help: "Its new name.")
    var name: String

    @OptionGroup var options: CollectionOptions

    func run() async throws { try await options.make(.rename(topic, to: name)) }
}

/// `kefu topics merge`: makes one topic of several.
struct MergeTopicsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge",
        abstract: "Make one topic of several; the first keeps its number and name.",
        discussion: """
            Topics of different languages can be merged as well.

            Examples:
              kefu topics merge 12 17
              kefu topics merge 退款 "Refund not received"
            """
    )

    @Argument(help: "The topics: numbers or names.")
    var topics: [String]

    @OptionGroup var options: CollectionOptions

    func validate() throws {
        if topics.count < 2 { throw ValidationError("Name at least two topics, such as `kefu topics merge 12 17`") }
    }

    func run() async throws { try await options.make(.merge(topics)) }
}

/// `kefu topics move`: puts a question into another topic.
struct MoveQuestionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "move",
        abstract: "Put a question into another topic, or into none.",
        discussion: """
            Every question with these words moves, also later ones.

            Examples:
              kefu topics move "Where is my money?" --to 12
              kefu topics move "哈哈哈" --to none
            """
    )

    @Argument(help: "The question, in its own words.")
    var question: String

    @Option(name: .customLong("to"), help: ArgumentHelp("The topic: its number or name, or none.", valueName: "topic"))
    var topic: String

    @OptionGroup var options: CollectionOptions

    func run() async throws { try await options.make(.move(question, to: topic)) }
}
