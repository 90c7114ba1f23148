import Foundation

/// Gets pages of the web.
package protocol WebFetching: Sendable {
    /// Sends one GET and follows no redirect; any status is an answer. `ifNoneMatch` and `ifModifiedSince` go out as the
    /// headers of these names (RFC 9110, 13.1).
    ///
    /// Throws `RAGError` where no whole answer of at most `maximumBytes` came, and `CancellationError`.
    func fetch(
        _ url: URL,
        ifNoneMatch: String?,
        ifModifiedSince: String?,
        maximumBytes: Int
    ) async throws -> WebResponse
}

/// A whole answer.
package struct WebResponse: Sendable {
    package let status: Int
    /// By name in lower case.
    package let headers: [String: String]
    /// Without the coding of the transfer.
    package let body: Data

    package init(status: Int, headers: [String: String] = [:], body: Data = Data()) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
