import Answering
import Foundation
import Insight
import RAGCore

/// Finds the questions that got no good answer, and what the documents say near them.
package struct GapJob: Sendable {
    /// A step that a front end may show.
    package enum Event: Sendable {
        /// So many of the questions are compared with the others.
        case comparing(done: Int, total: Int)
        /// The documents are searched for the group with this number, from 1.
        case searching(Int)
    }

    private let assembly: Assembly
    private let progress: @Sendable (Event) -> Void

    /// Creates a job on the stored conversations and the index of `assembly`.
    package init(_ assembly: Assembly, progress: @escaping @Sendable (Event) -> Void = { _ in }) {
        self.assembly = assembly
        self.progress = progress
    }

    /// Returns the questions since `date` that were declined or whose answers were marked bad, grouped by meaning, most
    /// frequent first. Throws `RAGError`.
    package func groups(since date: Date) async throws -> [UnansweredGroup] {
        let open = try await assembly.storedConversations()?.unanswered(since: date) ?? []
        let grouping = TextGrouping(embedder: try assembly.embedder())
        return try await UnansweredGroup.groups(of: open, by: grouping) { [progress] done, total in
            progress(.comparing(done: done, total: total))
        }
    }

    /// Returns `groups` with the documents that come nearest; none without an index. With `recheck` it also finds out
    /// how many of the questions would be answered now, without a completion model. Throws `RAGError`.
    package func gaps(_ groups: some Sequence<UnansweredGroup>, recheck: Bool) async throws -> [KnowledgeGap] {
        let recheck = recheck ? Recheck(pipeline: try await assembly.answerPipeline(with: nil)) : nil
        let hasIndex = FileManager.default.fileExists(atPath: assembly.settings.workspace.database.path)
        let retriever = hasIndex ? try await assembly.retriever() : nil
        var gaps: [KnowledgeGap] = []
        for group in groups {
            try Task.checkCancellation()
            progress(.searching(gaps.count + 1))
            let hits = try await retriever?.retrieve(group.representative.meaning, limit: 10).hits ?? []
            gaps.append(KnowledgeGap(group, nearest: hits, answeredNow: try await recheck?.answered(of: group)))
        }
        return gaps
    }
}
