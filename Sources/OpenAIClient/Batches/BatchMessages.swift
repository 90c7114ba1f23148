import Foundation
import RAGCore

/// An uploaded file, as far as it is of interest.
struct UploadedFile: Decodable {
    let id: String
}

/// The body of `POST /batches` (<https://platform.openai.com/docs/api-reference/batch/create>).
struct BatchOrder: Encodable {
    let inputFile: String
    let endpoint = "/v1/chat/completions"
    let window = "24h"

    enum CodingKeys: String, CodingKey {
        case endpoint
        case inputFile = "input_file_id"
        case window = "completion_window"
    }
}

/// A batch as the service describes it (<https://platform.openai.com/docs/api-reference/batch/object>).
struct BatchDescription: Decodable {
    private struct Counts: Decodable {
        let total: Int?
        let completed: Int?
        let failed: Int?
    }

    private struct Errors: Decodable {
        struct Item: Decodable {
            let message: String?
            let line: Int?
        }

        let data: [Item]?
    }

    let id: String
    let inputFile: String?
    private let status: String
    private let outputFile: String?
    private let errorFile: String?
    private let counts: Counts?
    private let errors: Errors?
    private let expiresAt: Double?

    enum CodingKeys: String, CodingKey {
        case id, status, errors
        case inputFile = "input_file_id"
        case outputFile = "output_file_id"
        case errorFile = "error_file_id"
        case counts = "request_counts"
        case expiresAt = "expires_at"
    }

    /// nil where the service names a state that is not known.
    func status(_ redaction: Redaction) -> CompletionBatchStatus? {
        // British and American, both are about.
        let name = status == "canceled" ? "cancelled" : status == "canceling" ? "cancelling" : status
        guard let state = CompletionBatchStatus.State(rawValue: name) else { return nil }
        let said = errors?.data?.first.flatMap { item in
            item.message.map { (item.line.map { "line \($0): " } ?? "") + redaction.clean($0) }
        }
        return CompletionBatchStatus(
            id: id,
            state: state,
            total: counts?.total ?? 0,
            completed: counts?.completed ?? 0,
            failed: counts?.failed ?? 0,
            outputs: [outputFile, errorFile].compactMap { $0 }.filter { !$0.isEmpty },
            expires: expiresAt.map { Date(timeIntervalSince1970: $0) },
            message: said
        )
    }

    /// Whether its requests are, or were, or will be, completed.
    var isAlive: Bool { !["failed", "cancelling", "cancelled", "canceled", "canceling"].contains(status) }
}

/// A page of the list of batches, latest first.
struct BatchPage: Decodable {
    let data: [BatchDescription]
    let hasMore: Bool?

    enum CodingKeys: String, CodingKey {
        case data
        case hasMore = "has_more"
    }
}

/// A line of an output or error file.
struct BatchOutputLine: Decodable {
    private struct Response: Decodable {
        let status: Int?
        let body: ChatChunk?

        enum CodingKeys: String, CodingKey {
            case body
            case status = "status_code"
        }

        init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            status = try? fields.decode(Int.self, forKey: .status)
            body = try? fields.decode(ChatChunk.self, forKey: .body)
        }
    }

    private struct Failure: Decodable {
        let code: String?
        let message: String?
    }

    private struct Refusal: Decodable {
        struct Response: Decodable {
            let body: ProviderError?
        }

        let response: Response?
    }

    private let id: String?
    private let response: Response?
    private let error: Failure?

    enum CodingKeys: String, CodingKey {
        case response, error
        case id = "custom_id"
    }

    /// What a line says; `subject` is the service, as the beginning of a sentence.
    static func reply(in line: Data, subject: String, redaction: Redaction) -> CompletionBatchReply {
        guard let read = try? JSONDecoder().decode(Self.self, from: line), let id = read.id else {
            let error = RAGError(.serviceFailed, "\(subject) sent a line that answers no request")
            return CompletionBatchReply(id: nil, result: .failure(error))
        }
        if read.error == nil, let response = read.response, 200..<300 ~= (response.status ?? 200),
            let choice = response.body?.choice, let text = choice.message?.content
        {
            let completion = CompletionBatchReply.Completion(
                text: text,
                usage: response.body?.tokens,
                reason: choice.finishReason
            )
            return CompletionBatchReply(id: id, result: .success(completion))
        }
        let refusal = (try? JSONDecoder().decode(Refusal.self, from: line))?.response?.body
        let said = [read.error?.message, refusal?.message, read.error?.code].compactMap { $0 }.first
        let status = read.response?.status ?? 0
        let isLate = read.error?.code == "batch_expired"
        let isOverTaxed = status == 429
        let error = RAGError(
            isLate ? .timedOut : isOverTaxed ? .rateLimited : .serviceFailed,
            "\(subject) did not complete a request of the batch\(said.map { ": \(redaction.clean($0))" } ?? "")",
            hint: isLate || isOverTaxed || status >= 500 ? "Ask it again" : nil,
            refusesInput: [400, 413, 422].contains(status)
        )
        return CompletionBatchReply(id: id, result: .failure(error))
    }
}
