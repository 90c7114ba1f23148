import Foundation
import RAGCore

/// A JSON file with the topics of several collections of texts.
struct TopicFile: Sendable, Codable, Equatable {
    /// A remark for people who open the file.
    var about: String?
    /// The topics by the name of their collection: `conversations`, `documents`, or the name of a file.
    var collections: [String: TopicRecord] = [:]
    /// The collection that was grouped last; nil where that is not kept.
    var last: String?

    /// Reads the file at `url`; empty where there is none. Throws what reading and decoding throw.
    init(reading url: URL) throws {
        guard FileManager.default.fileExists(atPath: url.path) else { return }
        self = try JSONDecoder().decode(TopicFile.self, from: Data(contentsOf: url))
    }

    /// Creates an empty file.
    init() {}

    /// Replaces the file at `url`, complete or not at all.
    func write(to url: URL) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        try (encoder.encode(self) + Data("\n".utf8)).write(to: url, options: .atomic)
    }
}
