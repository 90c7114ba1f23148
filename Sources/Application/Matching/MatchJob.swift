import Insight
import RAGCore

/// Finds the best counterparts in one collection for each text of another.
package struct MatchJob: Sendable {
    /// A step that a front end may show.
    package enum Event: Sendable {
        /// So many texts of both sides have their vector.
        case embedding(done: Int, total: Int)
        /// So many entries are compared.
        case comparing(done: Int, total: Int)
    }

    private let assembly: Assembly
    private let progress: @Sendable (Event) -> Void

    /// A side whose texts are so many times as long as those of the other one is a side of passages.
    private static let passageRatio = 2.0

    /// Creates a job with the embedding model of `assembly`.
    package init(_ assembly: Assembly, progress: @escaping @Sendable (Event) -> Void = { _ in }) {
        self.assembly = assembly
        self.progress = progress
    }

    /// Returns the `count` best counterparts in `counterparts` of each text of `entries`. Throws `RAGError` and
    /// `CancellationError`.
    package func matches(
        of entries: TextCollection,
        in counterparts: TextCollection,
        count: Int
    ) async throws -> [TextMatch] {
        let (entryRole, counterpartRole) = Self.roles(
            entries.records.map(\.text),
            counterparts.records.map(\.text)
        )
        let total = entries.records.count + counterparts.records.count
        let one = try await side(entries, as: entryRole, before: 0, total)
        let other = try await side(counterparts, as: counterpartRole, before: entries.records.count, total)
        let background = try await assembly.background(for: entries)
        return try TextMatching(one, with: other, background: background.vectors).matches(count: count) {
            [progress] done, total in
            if done % 256 == 0 { progress(.comparing(done: done, total: total)) }
        }
    }

    private func side(
        _ collection: TextCollection,
        as role: EmbeddingRole,
        before: Int,
        _ total: Int
    ) async throws -> TextMatching.Side {
        let texts = collection.records.map(\.text)
        let vectors = try await assembly.vectors(of: texts, as: role) { [progress] done, _ in
            progress(.embedding(done: before + done, total: total))
        }
        return TextMatching.Side(texts: texts, languages: collection.records.map(\.language), vectors: vectors)
    }

    /// Returns how each side is embedded: the longer texts as passages, texts of similar length both as questions,
    /// whose vectors are compared with each other.
    static func roles(_ one: [String], _ other: [String]) -> (EmbeddingRole, EmbeddingRole) {
        func median(_ texts: [String]) -> Double {
            let lengths = texts.map(\.utf8.count).sorted()
            return lengths.isEmpty ? 0 : Double(lengths[lengths.count / 2])
        }
        let (first, second) = (median(one), median(other))
        if second > passageRatio * first { return (.query, .passage) }
        if first > passageRatio * second { return (.passage, .query) }
        return (.query, .query)
    }
}
