/// What a refresh did, or would do.
package struct RefreshReport: Sendable, Hashable, Codable {
    /// Paths.
    package internal(set) var added: [String] = []
    package internal(set) var changed: [String] = []
    /// How many documents were left as they are.
    package internal(set) var unchanged = 0
    package internal(set) var removed: [String] = []
    package internal(set) var skipped: [SkippedDocument] = []
    /// How many files are in a format that is not read, by extension in lower case.
    package internal(set) var unsupported: [String: Int] = [:]
    /// Chunks of the documents added and changed.
    package internal(set) var chunks = 0
    /// Texts that the embedding model was asked for (or would be).
    package internal(set) var embedded = 0
    /// Chunks whose embedding was there already.
    package internal(set) var reused = 0
    /// Estimated tokens of the texts embedded.
    package internal(set) var tokens = 0
    package internal(set) var seconds = 0.0
    /// Whether nothing was written.
    package internal(set) var isDryRun = false

    /// Whether a file needs someone's look.
    package var hasFaults: Bool { skipped.contains(where: \.isFault) }
}

/// How far a refresh is.
package struct RefreshProgress: Sendable, Hashable {
    /// Documents read, of those to be read.
    package internal(set) var documentsRead = 0
    package internal(set) var documentsTotal = 0
    /// Documents in the store.
    package internal(set) var documentsStored = 0
    /// Chunks so far.
    package internal(set) var chunks = 0
    /// Texts embedded so far, and chunks that needed none.
    package internal(set) var embedded = 0
    package internal(set) var reused = 0
}
