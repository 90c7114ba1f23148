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
