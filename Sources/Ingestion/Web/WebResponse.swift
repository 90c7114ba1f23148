import Foundation

/// A complete answer to a request.
package struct WebResponse: Sendable {
    /// HTTP status.
    package let status: Int
    /// Headers by name in lower case.
    package let headers: [String: String]
    /// Body after transfer and content decoding.
    package let body: Data

    /// Creates an answer; the names in `headers` must be in lower case.
    package init(status: Int, headers: [String: String] = [:], body: Data = Data()) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}
