import Foundation
import RAGCore

/// A batch in the form in which the service describes it
/// (<https://platform.openai.com/docs/api-reference/batch/object>).
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

    /// Returns the status for the rest of the program; nil if the service names a state that is not known.
    func status(_ redaction: Redaction) -> CompletionBatchStatus? {
        // Services use the British and the American spelling.
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

    /// Whether its requests were, are or will be completed.
    var isAlive: Bool { !["failed", "cancelling", "cancelled", "canceled", "canceling"].contains(status) }
}

extension BatchDescription {
    /// One page of the list of batches, latest first.
    struct Page: Decodable {
        let data: [BatchDescription]
        let hasMore: Bool?

        enum CodingKeys: String, CodingKey {
            case data
            case hasMore = "has_more"
        }
    }
}
