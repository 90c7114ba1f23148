import Foundation

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
