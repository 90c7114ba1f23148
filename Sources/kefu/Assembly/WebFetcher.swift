import Foundation
import Ingestion
import OpenAIClient

/// Gets web pages through the process's own HTTP client.
struct WebFetcher: WebFetching {
    let client: HTTPClient
    let timeouts: HTTPTimeouts

    func fetch(
        _ url: URL,
        ifNoneMatch: String?,
        ifModifiedSince: String?,
        maximumBytes: Int
    ) async throws -> WebResponse {
        let headers = [
            ("Accept", "text/html, application/xhtml+xml, */*;q=0.8"), ("If-None-Match", ifNoneMatch),
            ("If-Modified-Since", ifModifiedSince),
        ].compactMap { name, value in value.map { (name: name, value: $0) } }
        let reply = try await client.download(url, headers: headers, timeouts: timeouts, limit: maximumBytes)
        return WebResponse(status: reply.status, headers: reply.headers, body: reply.body)
    }
}
