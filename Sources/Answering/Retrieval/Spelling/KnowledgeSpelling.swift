import Foundation
import Lexicon
import RAGCore

/// Corrects questions by the words of an index, and keeps up with its changes.
///
/// The words are counted once for each version of the index and kept in a file, because a program that answers one
/// question cannot count those of 100,000 passages. While they are counted anew, those of the version before are used.
package actor KnowledgeSpelling: QuestionCorrector {
    private let texts: any IndexTexts
    private let file: URL?
    private let commonWords: @Sendable () -> (chinese: [String: Float], latin: [String: Float])
    private var known: (version: IndexVersion, corrector: SpellingCorrector)?
    private var counting: Task<Void, any Error>?
    private var checked: ContinuousClock.Instant?

    /// Creates a corrector for the index `texts`. `file` keeps the counted words; without one they are counted by each
    /// process. `commonWords` returns words with natural logarithms of their probabilities, and is called once for
    /// each version.
    package init(
        _ texts: any IndexTexts,
        file: URL?,
        commonWords: @escaping @Sendable () -> (chinese: [String: Float], latin: [String: Float])
    ) {
        self.texts = texts
        self.file = file
        self.commonWords = commonWords
    }

    /// Returns `question`, which is folded, as it was probably meant; nil if it stays as it is. Throws `RAGError`.
    ///
    /// The work is done outside of the actor, so that one question does not keep the others waiting.
    package nonisolated func correction(of question: String) async throws -> String? {
        try await corrector()?.correction(of: question)
    }

    private func corrector() async throws -> SpellingCorrector? {
        try await keepUp()
        return known?.corrector
    }

    /// Counts the words of the index if neither the file nor this process has those of its version, and waits for it.
    /// Throws `RAGError`.
    package func bringUpToDate() async throws {
        if let file, let version = try await texts.currentVersion(), WordCounts.version(of: file) == version { return }
        // The words of an older version may be being counted, so a second round can be needed.
        for _ in 0..<2 {
            checked = nil
            try await keepUp()
            try await counting?.value
            if try await texts.currentVersion() == known?.version { return }
        }
    }

    /// Compares the version at most once a second. Only where nothing is known yet, waits for the words.
    private func keepUp() async throws {
        if let counting, known == nil { return try await counting.value }
        let now = ContinuousClock.now
        if let checked, now - checked < .seconds(1) { return }
        checked = now
        guard let version = try await texts.currentVersion(), version != known?.version, counting == nil else { return }
        let counting = Task { try await self.learn(version) }
        self.counting = counting
        if known == nil { try await counting.value }
    }

    private func learn(_ version: IndexVersion) async throws {
        defer { counting = nil }
        let (texts, file, commonWords) = (texts, file, commonWords)
        known = try await Task.detached {
            var (version, counts) = (version, file.flatMap { WordCounts(contentsOf: $0, version: version) })
            if counts == nil, let read = try await texts.readTexts(into: WordCounts(), { $0.add($1) }) {
                (version, counts) = read
                // Without the file, the words are counted again; searches do not fail for that.
                if let file { try? read.result.write(to: file, version: version) }
            }
            let (chinese, latin) = commonWords()
            return counts.map {
                (version: version, corrector: SpellingCorrector(counts: $0, chinese: chinese, latin: latin))
            }
        }.value
    }
}
