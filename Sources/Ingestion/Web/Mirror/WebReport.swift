/// What a mirror did, or what it knows where it was not to fetch.
package struct WebReport: Sendable, Hashable, Codable {
    /// The source's name.
    package let source: String
    /// Addresses of pages whose copies are new or other than before.
    package internal(set) var fetched: [String] = []
    /// How many copies are as they were.
    package internal(set) var unchanged = 0
    /// Addresses of pages whose copies went.
    package internal(set) var removed: [String] = []
    /// Pages that have no copy, or one that may be old, by address.
    package internal(set) var skipped: [SkippedDocument] = []
    /// Whether nothing was fetched.
    package internal(set) var isDryRun = false

    /// Whether a page needs someone's look.
    package var hasFaults: Bool { skipped.contains(where: \.isFault) }

    mutating func skip(_ address: String, _ kind: SkippedDocument.Kind, _ reason: String) {
        skipped.append(SkippedDocument(path: address, kind: kind, reason: reason))
    }
}
