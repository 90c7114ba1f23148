/// The words for one kind of database file in messages to the person who runs kefu.
struct StoreMessages: Sendable {
    /// The name at the start of a sentence: `The index`.
    let name: String
    /// The phrase for a file that is something else: `not an index of kefu`.
    let kind: String
    /// The message and the hint for a file that does not exist.
    let missing: (message: String, hint: String)
    /// The hint for a damaged file.
    let damaged: String
    /// The hint for a file of an older version.
    let older: String
    /// The hint for a file of a newer version.
    let newer: String

    static let index = StoreMessages(
        name: "The index",
        kind: "not an index of kefu",
        missing: ("There is no index at", "Run `kefu refresh` to build it"),
        damaged: "Move it away and run `kefu refresh`, which rebuilds it from the documents",
        older: "Run `kefu refresh` to bring it up to date",
        newer: "Update kefu, or move the file away and run `kefu refresh`"
    )

    static let conversations = StoreMessages(
        name: "The conversation store",
        kind: "not a conversation store of kefu",
        missing: ("There are no conversations at", "Ask a question with `kefu ask` or `kefu chat`"),
        damaged: "Replace it with a backup, or move it away; kefu then creates a new one",
        older: "Ask a question with `kefu ask` to bring it up to date",
        newer: "Update kefu, or move the file away"
    )

    static let tokenStates = StoreMessages(
        name: "The cache of token states",
        kind: "not a cache of kefu",
        missing: ("There is no cache of token states at", "Ask a question, which creates it"),
        damaged: "Delete it; kefu creates a new one",
        older: "Delete it; kefu creates a new one",
        newer: "Delete it; kefu creates a new one"
    )
}
