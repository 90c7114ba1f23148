import Foundation

/// A `Content-Type` header (RFC 9110, 8.3).
struct ContentType: Sendable, Hashable {
    /// Media type such as `text/html` in lower case; empty if there is none.
    let name: String
    let charset: String?

    init(_ header: String) {
        let parts = header.split(separator: ";", omittingEmptySubsequences: false).map { $0.trimmingBlanks() }
        name = (parts.first ?? "").lowercased()
        charset = parts.dropFirst().lazy
            .map { $0.split(separator: "=", maxSplits: 1).map { $0.trimmingBlanks() } }
            .first { $0.count == 2 && $0[0].lowercased() == "charset" }
            .map { $0[1].trimmingCharacters(in: ["\"", "'"]).lowercased() }
    }
}
