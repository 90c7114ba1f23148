import Foundation

/// A request, as it goes out.
struct HTTPRequest: Sendable {
    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case delete = "DELETE"
    }

    /// A form with one file (RFC 7578), which is read from the disk while it is sent.
    struct Form: Sendable {
        var fields: [(name: String, value: String)] = []
        /// The file, in a field of that name.
        var file: URL
        /// Its media type.
        var type: String
    }

    var method: Method
    var url: URL
    /// Names and values, in order. Values must be free of line breaks.
    var headers: [(name: String, value: String)] = []
    /// Sent with POST.
    var body = Data()
    /// Sent in place of the body.
    var form: Form?
    var timeouts = HTTPTimeouts()
    /// Goes over a connection of its own: one that was kept may be dead, and libcurl then sends a request again by itself.
    var isSentOnce = false
    /// What the request's trace calls the moment its first byte leaves, and the moment the reply's first byte arrives.
    var sentMark: StaticString = "request sent"
    var repliedMark: StaticString = "reply begun"
}
