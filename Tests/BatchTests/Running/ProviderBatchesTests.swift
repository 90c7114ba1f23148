import Foundation
import RAGCore
import Synchronization
import Testing

@testable import Batch

@Suite struct ProviderBatchesTests {
    /// A provider that answers every batch at the second status request, except for requests that contain `fail`.
    private final class Provider: CompletionBatches {
        private struct State {
            var files: [URL: [ChatBatchRequest]] = [:]
            var uploads: [[ChatBatchRequest]] = []
            var looks: [String: Int] = [:]
            var discarded: [String] = []
        }

        private let state = Mutex(State())
        let model = "m"

        /// Number of requests of each uploaded file.
        var counts: [Int] { state.withLock { $0.uploads.map(\.count) } }

        /// The uploads that were deleted.
        var discarded: [String] { state.withLock { $0.discarded } }

        func requests(in folder: URL) throws -> any CompletionBatchWriter {
            Writer { [self] requests in
                let file = folder.appending(path: UUID().uuidString)
                state.withLock { $0.files[file] = requests }
                return file
            }
        }

        func upload(_ file: URL) async throws -> String {
            state.withLock { state in
                state.uploads.append(state.files[file] ?? [])
                return "\(state.uploads.count - 1)"
            }
        }

        func start(_ upload: String) async throws -> String { upload }

        func status(of batch: String) async throws -> CompletionBatchStatus {
            state.withLock { state in
                state.looks[batch, default: 0] += 1
                let isOver = state.looks[batch] == 2
                let total = state.uploads[Int(batch) ?? 0].count
                return CompletionBatchStatus(id: batch, state: isOver ? .completed : .inProgress, total: total)
            }
        }

        func replies(of batch: CompletionBatchStatus, in folder: URL) -> AsyncThrowingStream<
            CompletionBatchReply, any Error
        > {
            let requests = state.withLock { $0.uploads[Int(batch.id) ?? 0] }
            return AsyncThrowingStream { continuation in
                for (id, request) in requests {
                    let text = request.messages[0].content
                    let usage = TokenUsage(input: 10, output: 2)
                    continuation.yield(
                        CompletionBatchReply(
                            id: id,
                            result: text.contains("fail")
                                ? .failure(RAGError(.serviceFailed, "No"))
                                : .success(.init(text: "re: \(text)", usage: usage, reason: "stop"))
                        )
                    )
                }
                continuation.finish()
            }
        }

        func cancel(_ batch: String) async throws {}

        func discard(_ upload: String, of batch: CompletionBatchStatus) async throws {
            state.withLock { $0.discarded.append(upload) }
        }
    }

    private typealias ChatBatchRequest = (id: String, request: ChatRequest)

    private final class Writer: CompletionBatchWriter {
        private var requests: [ChatBatchRequest] = []
        private let keep: ([ChatBatchRequest]) -> URL

        init(_ keep: @escaping ([ChatBatchRequest]) -> URL) { self.keep = keep }

        func add(_ request: ChatRequest, id: String) throws { requests.append((id, request)) }
        func finish() throws -> [URL] { [keep(requests)] }
    }

    private func request(_ text: String) -> ChatRequest { ChatRequest(messages: [ChatMessage(.user, text)]) }

    @Test(
        "the next run waits for uploaded requests, does not upload them again, and replays their replies at half the price"
    )
    func resumed() async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "journal-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        let provider = Provider()
        let requests = ["one", "two", "fail", "one"].map(request)
        let first = ProviderBatches(
            provider,
            journal: try BatchJournal(at: file) { $0 },
            folder: file.deletingLastPathComponent(),
            interval: .zero
        )
        #expect(try await first.submit(requests) == 3, "equal requests are handed in once")

        let journal = try BatchJournal(at: file) { $0 }
        let next = ProviderBatches(
            provider,
            journal: journal,
            folder: file.deletingLastPathComponent(),
            interval: .zero
        )
        var looks: [ProviderBatches.Progress] = []
        let outcome = try await next.collect { looks.append($0) }
        #expect(outcome == ProviderBatches.Outcome(replied: 2, failed: 1))
        #expect(looks.map(\.total) == [3])
        #expect(provider.discarded == ["0"], "nothing of it is kept at the provider")
        #expect(try await next.submit(requests + [request("three")]) == 1, "what failed once is asked directly")
        #expect(provider.counts == [3, 1])

        #expect(await journal.reply(of: "m", to: request("two"))?.text == "re: two")
        #expect(await journal.share(of: "m", to: request("two")) == 0.5)
        let replayed = RememberedReplies(DryRunModel(name: "m"), journal: journal)
        #expect(try await replayed.text(request("one")) == "re: one")
        await #expect(throws: DryRunModel.UnsentRequest.self) { try await replayed.text(request("fail")) }
    }
}
