import Foundation

/// Status and headers of a reply.
struct HTTPHead: Sendable, Hashable {
    let status: Int
    /// Values by lower-case name. The first of repeated headers counts.
    private(set) var headers: [String: String] = [:]

    var isSuccess: Bool { (200..<300).contains(status) }

    /// Reads a status line such as `HTTP/1.1 200 OK`; nil for any other line.
    init?(statusLine: String) {
        let words = statusLine.split(separator: " ", maxSplits: 2)
        guard words.count >= 2, words[0].hasPrefix("HTTP/"), let status = Int(words[1]) else { return nil }
        self.status = status
    }

    init(status: Int, headers: [String: String]) {
        self.status = status
        self.headers = headers
    }

    /// Adds a header line such as `Content-Type: text/html`. Any other line is ignored.
    mutating func add(_ line: String) {
        guard let colon = line.firstIndex(of: ":") else { return }
        let name = line[..<colon].lowercased()
        if headers[name] == nil {
            headers[name] = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
        }
    }

    /// The value of the header with this lower-case name.
    subscript(name: String) -> String? { headers[name] }
}
