import Foundation
import RAGCore

/// Has a provider's Batch API answer what the completion model would be asked, and keeps its replies where a run finds them, so that
/// they pass through the same filter, citations and checks as streamed ones.
///
/// What was handed in is noted before it is started, so that the next run, days later, goes on with it and hands in nothing twice.
package struct ProviderBatches: Sendable {
    private let batches: any CompletionBatches
    private let journal: BatchJournal
    /// Where the files of requests and replies lie on their way.
    private let folder: URL
    /// Between looks at a batch.
    private let interval: Duration

    package init(
        _ batches: any CompletionBatches,
        journal: BatchJournal,
        folder: URL,
        interval: Duration = .seconds(20)
    ) {
        self.batches = batches
        self.journal = journal
        self.folder = folder
        self.interval = interval
    }

    /// What came of the batches.
    package struct Outcome: Sendable, Hashable {
        package var replied = 0
        /// Requests that the provider did not answer; they are asked directly.
        package var failed = 0
        /// What it said of batches that failed as a whole.
        package var messages: [String] = []
    }

    /// How far all batches are together.
    package struct Progress: Sendable, Hashable {
        package var completed = 0
        package var total = 0
    }

    /// Hands in what of `requests` no batch has held before. Gives their number.
    package func submit(_ requests: [ChatRequest]) async throws -> Int {
        var seen = await journal.submittedRequests()
        var ids: [String] = []
        let writer = try batches.requests(in: folder)
        for request in requests {
            let id = await journal.identity(of: request, to: batches.model)
            guard seen.insert(id).inserted else { continue }
            try writer.add(request, id: id)
            ids.append(id)
        }
        guard !ids.isEmpty else { return 0 }
        let count = ids.count
        for file in try writer.finish() {
            let upload = try await batches.upload(file)
            try await journal.record(upload, requests: ids)
            ids = []
            _ = try await batches.start(upload)
        }
        return count
    }

    /// Waits for what was handed in and keeps the replies. `progress` is told how far all batches are.
    package func collect(progress: (Progress) -> Void) async throws -> Outcome {
        var outcome = Outcome()
        while true {
            var far = Progress()
            for upload in await journal.openUploads() {
                // Starting what was started gives the batch that it became.
                let status = try await batches.status(of: batches.start(upload))
                if status.state.isOver {
                    try await fetch(status, of: upload, into: &outcome)
                } else {
                    far.completed += status.completed + status.failed
                    far.total += status.total
                }
            }
            if await journal.openUploads().isEmpty { return outcome }
            progress(far)
            try await Task.sleep(for: interval)
        }
    }

    private func fetch(_ status: CompletionBatchStatus, of upload: String, into outcome: inout Outcome) async throws {
        var replied = 0
        for try await reply in batches.replies(of: status, in: folder) {
            guard let id = reply.id, case .success(let completion) = reply.result, !completion.text.isEmpty else {
                continue
            }
            let kept = BatchJournal.Reply(text: completion.text, usage: completion.usage, finish: completion.reason)
            try await journal.keep(kept, identity: id, share: BatchJournal.batchShare)
            replied += 1
        }
        try Task.checkCancellation()
        outcome.replied += replied
        outcome.failed += max(0, status.total - replied)
        if let message = status.message { outcome.messages.append(message) }
        try await journal.close(upload)
        // Customers' words need not lie there any longer.
        try await batches.discard(upload, of: status)
    }
}
