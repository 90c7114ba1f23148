import Foundation

/// A key with which a program or a person uses the HTTP service. The key itself is not part of it.
package struct AccessKey: Sendable, Hashable, Codable {
    /// The uses that a key may have.
    package enum Scope: String, Sendable, Hashable, Codable, CaseIterable {
        /// To ask, to search and to embed.
        case ask
        /// To read all conversations, to answer open questions and to refresh the index.
        case admin
    }

    /// A random id, which is no secret.
    package let id: String
    /// The name that a person gave it, unique among all keys.
    package let name: String
    /// The first characters of the key, by which a person recognises it.
    package let prefix: String
    /// Its uses.
    package let scope: Scope
    /// Only passages with one of these tags are found with it; empty for all.
    package let tags: [String]
    /// The time at which it was made.
    package let created: Date
    /// The time at which it was last used, to the minute; nil if it never was.
    package let lastUsed: Date?

    /// Creates the description of a key.
    package init(
        id: String,
        name: String,
        prefix: String,
        scope: Scope,
        tags: [String],
        created: Date,
        lastUsed: Date? = nil
    ) {
        self.id = id
        self.name = name
        self.prefix = prefix
        self.scope = scope
        self.tags = tags
        self.created = created
        self.lastUsed = lastUsed
    }
}
