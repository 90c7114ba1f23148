import SQLiteStore

/// The files in `.kefu/` that a backup treats in a special way: databases, and what is made again from others.
///
/// The vector files are left out although a search needs them: they repeat the vectors of the index, so they would
/// double the size of a backup, and they are rebuilt in about a second for 100,000 chunks. The states of tokens are a
/// cache, but a search computes only a few that are missing, so without them the first answers would differ.
enum Omissions {
    private static let names = [
        ".kefu/vectors": "derived from the index; the next search rebuilds it",
        ".kefu/question-vectors": "derived from the index; the next search rebuilds it",
        ".kefu/words": "derived from the index; the next question rebuilds it",
        ".kefu/evaluations": "made again by `kefu evaluate`",
    ]

    private static let endings = [
        ("-turn", "a lock"), (".lock", "a lock"),
        ("-wal", "the log of a database; its content is in the copy"),
        ("-shm", "the log of a database; its content is in the copy"),
        ("-journal", "the log of a database; its content is in the copy"),
        (".new", "an unfinished file"), (".part", "an unfinished file"),
    ]

    /// Returns why the file or folder at `path` is left out; nil if it belongs into a backup.
    static func reason(for path: String) -> String? {
        guard path.hasPrefix(".kefu/") else { return nil }
        if let reason = names[path] { return reason }
        // The documents of web sites may have any name.
        if path.hasPrefix(".kefu/web/") { return nil }
        return endings.first { path.hasSuffix($0.0) }?.1
    }

    /// Returns the kind of the database at `path`; nil if the file is none.
    static func kind(of path: String) -> DatabaseKind? {
        guard path.hasPrefix(".kefu/"), path.hasSuffix(".sqlite"), !path.hasPrefix(".kefu/web/") else { return nil }
        return switch path {
        case ".kefu/conversations.sqlite": .conversations
        case ".kefu/token-states.sqlite": .tokenStates
        default: .index
        }
    }
}
