import Foundation

/// An HTTP request.
struct HTTPRequest: Sendable {
    enum Method: String, Sendable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case delete = "DELETE"
    }

    /// A form with one file (RFC 7578). The file is read from the disk while it is sent.
    struct Form: Sendable {
        var fields: [(name: String, value: String)] = []
        /// The file, which is sent in the field `file`.
        var file: URL
        /// The media type of the file.
        var type: String
    }

    var method: Method
    var url: URL
    /// Names and values, in order. Values must not contain line breaks.
    var headers: [(name: String, value: String)] = []
    /// The body of a POST request.
    var body = Data()
    /// A form, which replaces the body.
    var form: Form?
    var timeouts = HTTPTimeouts()
    /// Whether the request uses a new connection. A kept connection may be dead, and libcurl would send the request
    /// again.
    var isSentOnce = false
    /// The names in the trace for the first byte sent and the first byte received.
    var sentMark: StaticString = "request sent"
    var repliedMark: StaticString = "reply begun"
}
