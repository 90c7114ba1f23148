import Foundation
import RAGCore

/// Sends requests through a provider's Batch API and stores the replies in the journal, where a run finds them. So
/// they pass the same filters, citations and checks as streamed replies.
///
/// Each upload is stored before its batch is started, so that a later run continues with it and uploads nothing
/// twice.
package struct ProviderBatches: Sendable {
    private let batches: any CompletionBatches
    private let journal: BatchJournal
    /// Folder of the files of requests and replies while they are in use.
    private let folder: URL
    /// Pause between two status requests.
    private let interval: Duration

    /// Creates a sender that keeps its temporary files in `folder`.
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

    /// The result of all batches.
    package struct Outcome: Sendable, Hashable {
        /// Number of replies that were stored.
        package var replied = 0
        /// Number of requests without a reply; they are asked directly.
        package var failed = 0
        /// The provider's messages about batches that failed as a whole.
        package var messages: [String] = []
    }

    /// The progress of all batches together.
    package struct Progress: Sendable, Hashable {
        /// Number of requests that are finished or failed.
        package var completed = 0
        /// Number of requests of the batches that are not over.
        package var total = 0
    }

    /// Uploads those of `requests` that no batch has held before and starts their batches. Returns their number.
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

    /// Waits for all open batches and stores their replies. Calls `progress` after each look.
    package func collect(progress: (Progress) -> Void) async throws -> Outcome {
        var outcome = Outcome()
        while true {
            var far = Progress()
            for upload in await journal.openUploads() {
                // Starting an upload again returns the batch that was started from it.
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
        // The words of customers are deleted at the provider as soon as possible.
        try await batches.discard(upload, of: status)
    }
}
