import Foundation
import RAGCore

extension HTTPClient {
    /// A complete reply to a GET request.
    package struct Download: Sendable {
        /// The HTTP status.
        package let status: Int
        /// Values by lower-case name. The first of repeated headers counts.
        package let headers: [String: String]
        /// The whole body.
        package let body: Data
    }

    /// Asks for the head of `url` alone and returns its HTTP status. It follows no redirect. Throws `RAGError` and
    /// `CancellationError`.
    package func status(of url: URL, timeouts: HTTPTimeouts = HTTPTimeouts()) async throws -> Int {
        do {
            return try await send(HTTPRequest(method: .head, url: url, timeouts: timeouts), limit: 0).head.status
        } catch let error as HTTPError {
            throw error.explainedForDownload
        }
    }

    /// Gets the content of `url` with one request and follows no redirect. Any status is a reply. Header values must
    /// not contain line breaks.
    ///
    /// Throws `RAGError`, with the code `failed` if the reply has more than `limit` bytes, and `CancellationError`.
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
    /// The failure in words for a person who asked for a page.
    var explainedForDownload: RAGError {
        let (code, what): (RAGError.Code, String) =
            switch kind {
            case .cannotResolve: (.unreachable, "the name of its host cannot be resolved")
            case .cannotConnect: (.unreachable, "its host cannot be reached")
            case .proxyFailed: (.unreachable, "its host cannot be reached through the proxy")
            case .tlsFailed: (.unreachable, "its host cannot be trusted or does not speak TLS")
            case .certificateFileUnreadable: (.notConfigured, "the certificate file cannot be read")
            case .timedOut: (.timedOut, "its host did not answer in time")
            case .broken: (.serviceFailed, "its host closed the connection too early")
            case .tooLarge(let limit): (.failed, "it is larger than \(limit) bytes")
            case .closed: (.interrupted, "the download was cancelled")
            }
        return RAGError(code, what, cause: self)
    }
}
