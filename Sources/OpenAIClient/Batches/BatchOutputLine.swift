import Foundation
import RAGCore

/// One line of an output or error file of a batch.
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

    /// Returns the reply that `line` holds. `subject` names the service and begins the sentence of an error.
    static func reply(in line: Data, subject: String, redaction: Redaction) -> CompletionBatchReply {
        guard let read = try? JSONDecoder().decode(Self.self, from: line), let id = read.id else {
            let error = RAGError(.serviceFailed, "\(subject) sent a line that belongs to no request")
            return CompletionBatchReply(id: nil, result: .failure(error))
        }
        if read.error == nil, let response = read.response, 200..<300 ~= (response.status ?? 200),
            let choice = response.body?.choice, let text = choice.message?.content
        {
            let completion = CompletionBatchReply.Completion(
                text: ReasoningFilter.answer(in: text),
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
