import Foundation

/// A request, as it goes out.
struct HTTPRequest: Sendable {
    enum Method: String, Sendable {
        case get = "GET"
        case post = "POST"
        case delete = "DELETE"
    }

    var method: Method
    var url: URL
    /// Names and values, in order. Values must be free of line breaks.
    var headers: [(name: String, value: String)] = []
    /// Sent with POST.
    var body = Data()
    /// Sent in place of the body.
    var form: HTTPForm?
    var timeouts = HTTPTimeouts()
    /// Goes over a connection of its own: one that was kept may be dead, and libcurl then sends a request again by itself.
    var isSentOnce = false
    /// What the request's trace calls the moment its first byte leaves, and the moment the reply's first byte arrives.
    var sentMark: StaticString = "request sent"
    var repliedMark: StaticString = "reply begun"
}

/// Status and headers of a reply.
struct HTTPHead: Sendable, Hashable {
    let status: Int
    /// By lower-case name; of repeated headers the first.
    private(set) var headers: [String: String] = [:]

    var isSuccess: Bool { (200..<300).contains(status) }

    /// Takes a status line such as `HTTP/1.1 200 OK`; nil for anything else.
    init?(statusLine: String) {
        let words = statusLine.split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[0].hasPrefix("HTTP/"), let status = Int(words[1]) else { return nil }
        self.status = status
    }

    init(status: Int, headers: [String: String]) {
        self.status = status
        self.headers = headers
    }

    /// Adds a header line such as `Content-Type: text/html`.
    mutating func add(_ line: String) {
        guard let colon = line.firstIndex(of: ":") else { return }
        let name = line[..<colon].lowercased()
        if headers[name] == nil {
            headers[name] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
    }

    /// The value of the header `name`, which is given in lower case.
    subscript(name: String) -> String? { headers[name] }
}

/// A whole reply.
struct HTTPResponse: Sendable {
    let head: HTTPHead
    let body: [UInt8]
}
