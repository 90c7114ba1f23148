/// What a database file is called in front of the person who runs kefu, and what helps where it fails.
struct StoreWords: Sendable {
    /// `The index`
    let name: String
    /// What it is where it is something else: `no index of kefu`.
    let kind: String
    let missing: (message: String, hint: String)
    /// What to do where its content is damaged.
    let damaged: String
    /// What brings an older file up to date.
    let older: String
    /// What to do where a newer program wrote it.
    let newer: String

    static let index = StoreWords(
        name: "The index",
        kind: "no index of kefu",
        missing: ("There is no index at", "Run `kefu refresh` to build it"),
        damaged: "Move it away and run `kefu refresh`: everything in it comes from the documents",
        older: "Run `kefu refresh` to bring it up to date",
        newer: "Update kefu, or move the file away and run `kefu refresh`"
    )

    static let conversations = StoreWords(
        name: "The conversation store",
        kind: "no conversation store of kefu",
        missing: ("There are no conversations at", "Ask a question with `kefu ask` or `kefu chat`"),
        damaged: "Put a backup in its place, or move it away: kefu then begins a new one",
        older: "Ask a question with `kefu ask` to bring it up to date",
        newer: "Update kefu, or move the file away"
    )
}
