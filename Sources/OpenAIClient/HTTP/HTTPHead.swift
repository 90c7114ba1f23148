import Foundation

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
