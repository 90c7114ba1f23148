import Foundation
import RAGCore

/// A writer of the JSONL files of a batch, with `{"custom_id", "method", "url", "body"}` on each line
/// (<https://platform.openai.com/docs/guides/batch>).
final class BatchRequestFiles: CompletionBatchWriter {
    /// The most that a service takes in one file: 50,000 requests and 200 MB.
    struct Limits {
        var requests = 50_000
        var bytes = 200_000_000
    }

    private let model: String
    private let folder: URL
    private let limits: Limits
    private let encoder = JSONEncoder()
    private var files: [URL] = []
    private var open: FileHandle?
    private var requests = 0
    private var bytes = 0
    private var pending = Data()

    private static let bufferBytes = 1 << 20

    init(model: String, folder: URL, limits: Limits = Limits()) throws {
        self.model = model
        self.folder = folder
        self.limits = limits
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw Self.unwritable(folder, error)
        }
    }

    func add(_ request: ChatRequest, id: String) throws {
        let body = ChatBody(request, model: model, without: [], isStreamed: false)
        var line = try encoder.encode(Line(customID: id, body: body))
        line.append(0x0A)
        guard line.count <= limits.bytes else {
            throw RAGError(.failed, "A request of \(line.count) bytes is too large for a batch", refusesInput: true)
        }
        if open == nil || requests == limits.requests || bytes + line.count > limits.bytes { try begin() }
        requests += 1
        bytes += line.count
        pending += line
        if pending.count >= Self.bufferBytes { try flush() }
    }

    func finish() throws -> [URL] {
        try end()
        return files
    }

    private func begin() throws {
        try end()
        let file = folder.appending(path: "requests-\(files.count + 1).jsonl")
        do {
            // The file holds texts of customers, so no other user of this machine may read it.
            let isMade = FileManager.default.createFile(
                atPath: file.path,
                contents: nil,
                attributes: [.posixPermissions: 0o600]
            )
            guard isMade else { throw CocoaError(.fileWriteUnknown) }
            open = try FileHandle(forWritingTo: file)
        } catch {
            throw Self.unwritable(file, error)
        }
        files.append(file)
        (requests, bytes) = (0, 0)
    }

    private func flush() throws {
        do {
            try open?.write(contentsOf: pending)
        } catch {
            throw Self.unwritable(files.last ?? folder, error)
        }
        pending.removeAll(keepingCapacity: true)
    }

    private func end() throws {
        guard let file = open else { return }
        try flush()
        do {
            try file.synchronize()
            try file.close()
        } catch {
            throw Self.unwritable(files.last ?? folder, error)
        }
        open = nil
    }

    private static func unwritable(_ file: URL, _ error: any Error) -> RAGError {
        RAGError(.failed, "\(file.path) cannot be written: \(error.localizedDescription)", cause: error)
    }

    private struct Line: Encodable {
        let customID: String
        let method = "POST"
        let url = "/v1/chat/completions"
        let body: ChatBody

        enum CodingKeys: String, CodingKey {
            case method, url, body
            case customID = "custom_id"
        }
    }
}
