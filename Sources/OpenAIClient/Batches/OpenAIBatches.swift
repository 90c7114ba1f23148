import Foundation
import RAGCore

/// A client of the Batch API of OpenAI and compatible services, which costs half and takes up to a day.
///
/// Files are sent from the disk and received on the disk, never held in memory as a whole.
package struct OpenAIBatches: CompletionBatches {
    /// The name of the completion model.
    package let model: String
    private let service: OpenAIService

    /// The most bytes of a description of a file, a batch, or a page of batches.
    private static let replyLimit = 8 << 20
    /// The most bytes of a file of replies: those of 50,000 requests, which OpenAI takes in one batch, with 80 kB each.
    private static let fileLimit = 4 << 30
    /// The bytes of such a file that must arrive within the time of a whole reply.
    private static let portion = 1 << 20
    /// The pages of the list that are searched for a batch. A page has a hundred batches.
    private static let pages = 10

    /// Creates a client that completes requests with `model` and sends them over `service`.
    package init(model: String, service: OpenAIService) {
        self.model = model
        self.service = service
    }

    /// Returns a writer of the files of a batch, which creates `folder` if it does not exist.
    package func requests(in folder: URL) throws -> any CompletionBatchWriter {
        try BatchRequestFiles(model: model, folder: folder)
    }

    /// Uploads a file of requests and returns its id. Throws `RAGError`, or `CancellationError`.
    package func upload(_ file: URL) async throws -> String {
        var request = service.endpoint.request(.post, "files")
        request.form = HTTPRequest.Form(fields: [("purpose", "batch")], file: file, type: "application/jsonl")
        return try await checked(ask(request, as: UploadedFile.self).id)
    }

    /// Starts a batch of an uploaded file and returns its id, or that of the batch that was started for it before. The
    /// request is sent once only. Throws `RAGError`, or `CancellationError`.
    package func start(_ upload: String) async throws -> String {
        if let batch = try await batch(of: upload) { return batch }
        var request = service.endpoint.request(.post, "batches")
        request.headers.append(("Content-Type", "application/json"))
        request.body = try JSONEncoder().encode(BatchBody(inputFile: upload))
        // The service may have created the batch although its answer is lost. A second batch would cost as much again.
        request.isSentOnce = true
        return try await checked(ask(request, as: BatchDescription.self, by: service.withoutRetries).id)
    }

    /// Returns the current status of a batch. Throws `RAGError`, or `CancellationError`.
    package func status(of batch: String) async throws -> CompletionBatchStatus {
        let request = service.endpoint.request(.get, "batches/\(try checked(batch))")
        return try await status(try await ask(request, as: BatchDescription.self, batch: batch))
    }

    /// Asks the service to cancel a batch. Throws `RAGError`, or `CancellationError`.
    package func cancel(_ batch: String) async throws {
        let request = service.endpoint.request(.post, "batches/\(try checked(batch))/cancel")
        _ = try await ask(request, as: BatchDescription.self, batch: batch)
    }

    /// Deletes the uploaded file and the outputs of a batch at the service. A file that cannot be deleted is logged.
    package func discard(_ upload: String, of batch: CompletionBatchStatus) async throws {
        for file in [upload] + batch.outputs {
            let request = service.endpoint.request(.delete, "files/\(try checked(file))")
            do {
                _ = try await service.withoutRetries.call(request, for: .batches) {
                    try await $0.rest(limit: Self.replyLimit)
                }
            } catch let failure as CallFailure {
                OpenAIService.logger.warning(
                    "a file of a batch was not deleted at the service",
                    metadata: [
                        "host": "\(service.endpoint.name)", "file": "\(file)", "status": "\(failure.httpStatus ?? 0)",
                    ]
                )
            }
        }
    }

    /// Returns the replies of a batch that has ended, in the order of its files. Files are kept in `folder`. Throws
    /// `RAGError`, or `CancellationError`, while they are read.
    package func replies(
        of batch: CompletionBatchStatus,
        in folder: URL
    ) -> AsyncThrowingStream<CompletionBatchReply, any Error> {
        let replies = FetchedReplies(batch.outputs, folder: folder, batches: self)
        return AsyncThrowingStream { try await replies.next() }
    }

    /// Returns the file with this id. Downloads it unless it is in `folder` already.
    fileprivate func fetch(_ id: String, into folder: URL) async throws -> URL {
        let file = folder.appending(path: "\(try checked(id)).jsonl")
        if FileManager.default.fileExists(atPath: file.path) { return file }
        let part = folder.appending(path: "\(id).part")
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try await service.call(service.endpoint.request(.get, "files/\(id)/content"), for: .batches) { exchange in
                guard
                    FileManager.default.createFile(
                        atPath: part.path,
                        contents: nil,
                        attributes: [.posixPermissions: 0o600]
                    )
                else { throw CocoaError(.fileWriteUnknown) }
                let handle = try FileHandle(forWritingTo: part)
                try await exchange.rest(limit: Self.fileLimit, per: Self.portion) { try handle.write(contentsOf: $0) }
                try handle.synchronize()
                try handle.close()
            }
            // The final name marks a complete file.
            try FileManager.default.moveItem(at: part, to: file)
        } catch let failure as CallFailure {
            throw explained(failure, what: "the file \(id)")
        } catch let error as CocoaError {
            throw RAGError(.failed, "\(part.path) cannot be written: \(error.localizedDescription)", cause: error)
        }
        return file
    }

    fileprivate func reply(in line: Data) -> CompletionBatchReply {
        BatchOutputLine.reply(
            in: line,
            subject: "The batch service at \(service.endpoint.name)",
            redaction: Redaction(key: service.endpoint.apiKey, texts: nil)
        )
    }

    /// Returns the id of the batch that completes an upload; nil if there is none.
    private func batch(of upload: String) async throws -> String? {
        var after: String?
        for _ in 0..<Self.pages {
            var request = service.endpoint.request(.get, "batches")
            request.url.append(queryItems: [URLQueryItem(name: "limit", value: "100")])
            if let after { request.url.append(queryItems: [URLQueryItem(name: "after", value: after)]) }
            let page = try await ask(request, as: BatchDescription.Page.self)
            if let found = page.data.first(where: { $0.inputFile == upload && $0.isAlive }) {
                return try checked(found.id)
            }
            guard page.hasMore == true, let last = page.data.last?.id, last != after else { return nil }
            after = last
        }
        return nil
    }

    private func ask<Reply: Decodable & Sendable>(
        _ request: HTTPRequest,
        as type: Reply.Type,
        batch: String? = nil,
        by other: OpenAIService? = nil
    ) async throws -> Reply {
        do {
            return try await (other ?? service).call(request, for: .batches) { exchange in
                let body = try await exchange.rest(limit: Self.replyLimit)
                guard let reply = try? JSONDecoder().decode(type, from: Data(body)) else {
                    throw CallFailure.malformed("sent a reply that is not from a batch service")
                }
                return reply
            }
        } catch let failure as CallFailure {
            throw explained(failure, what: batch.map { "the batch \($0)" })
        }
    }

    private func status(_ batch: BatchDescription) async throws -> CompletionBatchStatus {
        guard let status = batch.status(Redaction(key: service.endpoint.apiKey, texts: nil)) else {
            throw explained(.malformed("reported a status of the batch that kefu does not know"), what: nil)
        }
        return status
    }

    /// Returns `id` if it is safe in an address and in a file name. Throws `RAGError` if it is not.
    private func checked(_ id: String) throws -> String {
        let isFit =
            !id.isEmpty && id.count <= 200
            && id.utf8.allSatisfy {
                UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 | 0x20 || 48...57 ~= $0 || $0 == 0x2D || $0 == 0x5F
            }
        guard isFit else { throw explained(.malformed("gave a batch or a file an invalid id"), what: nil) }
        return id
    }

    private func explained(_ failure: CallFailure, what: String?) -> RAGError {
        if let what, failure.httpStatus == 404 {
            return RAGError(
                .failed,
                "The batch service at \(service.endpoint.name) no longer has \(what)",
                hint: "Services keep results for some weeks; ask the missing questions again",
                cause: failure
            )
        }
        return failure.explained(.batches, at: service.endpoint)
    }
}

/// The replies in the files of a batch, one after another. A file is downloaded when its first reply is asked for.
private actor FetchedReplies {
    private var waiting: ArraySlice<String>
    private var lines: FileLines?
    private let folder: URL
    private let batches: OpenAIBatches

    init(_ files: [String], folder: URL, batches: OpenAIBatches) {
        waiting = files[...]
        self.folder = folder
        self.batches = batches
    }

    func next() async throws -> CompletionBatchReply? {
        while true {
            try Task.checkCancellation()
            if let line = try lines?.next() { return batches.reply(in: line) }
            lines = nil
            guard let file = waiting.popFirst() else { return nil }
            lines = try FileLines(of: try await batches.fetch(file, into: folder))
        }
    }
}

/// The part of the description of an uploaded file that is needed.
private struct UploadedFile: Decodable {
    let id: String
}

/// The body of `POST /batches` (<https://platform.openai.com/docs/api-reference/batch/create>).
private struct BatchBody: Encodable {
    let inputFile: String
    let endpoint = "/v1/chat/completions"
    let window = "24h"

    enum CodingKeys: String, CodingKey {
        case endpoint
        case inputFile = "input_file_id"
        case window = "completion_window"
    }
}
