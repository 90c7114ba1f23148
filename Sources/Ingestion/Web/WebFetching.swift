import Foundation

/// Fetches web pages.
package protocol WebFetching: Sendable {
    /// Sends one GET request without following redirects; any status counts as an answer. `ifNoneMatch` and
    /// `ifModifiedSince` are sent as the headers of these names (RFC 9110, 13.1).
    ///
    /// Throws `RAGError` if there is no complete answer of at most `maximumBytes`, and `CancellationError`.
    func fetch(
        _ url: URL,
        ifNoneMatch: String?,
        ifModifiedSince: String?,
        maximumBytes: Int
    ) async throws -> WebResponse
}
