/// The result of updating a mirror, or of a dry run.
package struct WebReport: Sendable, Hashable, Codable {
    /// Name of the source.
    package let source: String
    /// Addresses of pages whose copies are new or changed.
    package internal(set) var fetched: [String] = []
    /// Number of copies that did not change.
    package internal(set) var unchanged = 0
    /// Addresses of pages whose copies were removed.
    package internal(set) var removed: [String] = []
    /// Pages without a copy, or with one that may be outdated, by address.
    package internal(set) var skipped: [SkippedDocument] = []
    /// Whether it was a dry run, in which nothing is fetched.
    package internal(set) var isDryRun = false

    /// Whether someone should look at a page.
    package var hasFaults: Bool { skipped.contains(where: \.isFault) }

    mutating func skip(_ address: String, _ kind: SkippedDocument.Kind, _ reason: String) {
        skipped.append(SkippedDocument(path: address, kind: kind, reason: reason))
    }
}
