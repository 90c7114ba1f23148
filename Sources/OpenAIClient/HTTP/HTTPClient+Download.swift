import Foundation
import RAGCore

extension HTTPClient {
    /// A whole reply to a GET.
    package struct Download: Sendable {
        package let status: Int
        /// By name in lower case; of repeated headers the first.
        package let headers: [String: String]
        package let body: Data
    }

    /// Gets what lies at `url` with one request, following no redirect; any status is a reply. Header values must be free of line
    /// breaks.
    ///
    /// Throws `RAGError` (`failed` where the reply has more than `limit` bytes, else what kept it from coming) and
    /// `CancellationError`.
    package func download(
        _ url: URL,
        headers: [(name: String, value: String)] = [],
        timeouts: HTTPTimeouts = HTTPTimeouts(),
        limit: Int
    ) async throws -> Download {
        do {
            let request = HTTPRequest(method: .get, url: url, headers: headers, timeouts: timeouts)
            let response = try await send(request, limit: limit)
            return Download(
                status: response.head.status,
                headers: response.head.headers,
                body: Data(response.body)
            )
        } catch let error as HTTPError {
            throw error.explainedForDownload
        }
    }
}

extension HTTPError {
    /// As a person reads it who asked for a page.
    fileprivate var explainedForDownload: RAGError {
        let (code, what): (RAGError.Code, String) =
            switch kind {
            case .cannotResolve: (.unreachable, "the name of its host cannot be resolved")
            case .cannotConnect: (.unreachable, "its host cannot be reached")
            case .proxyFailed: (.unreachable, "its host cannot be reached through the proxy")
            case .tlsFailed: (.unreachable, "its host cannot be trusted or does not speak TLS")
            case .certificateFileUnreadable: (.notConfigured, "the certificate file cannot be read")
            case .timedOut: (.timedOut, "its host did not answer in time")
            case .broken: (.serviceFailed, "its host broke off the connection")
            case .tooLarge(let limit): (.failed, "it is larger than \(limit) bytes")
            case .closed: (.interrupted, "it was not waited for")
            }
        return RAGError(code, what, cause: self)
    }
}
