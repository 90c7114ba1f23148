import Foundation
import RAGCore

extension HTTPClient {
    /// Sends `body` to `url` once and follows no redirect. Header values must not contain line breaks. Returns the HTTP
    /// status; at most 64 KB of the reply are read. Throws `RAGError`, and `CancellationError`.
    package func post(
        _ body: Data,
        to url: URL,
        headers: [(name: String, value: String)],
        timeouts: HTTPTimeouts = HTTPTimeouts()
    ) async throws -> Int {
        var request = HTTPRequest(method: .post, url: url, headers: headers, timeouts: timeouts)
        request.body = body
        request.isSentOnce = true
        do {
            return try await send(request, limit: 65_536).head.status
        } catch let error as HTTPError {
            throw error.explainedForDownload
        }
    }
}
