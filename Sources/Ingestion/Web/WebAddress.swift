import Foundation

/// A web address in normal form: equal addresses are equal values (RFC 3986, 6.2).
///
/// Only `http` and `https`. Scheme and host are in lower case, without default port, fragment and dot segments; percent
/// signs appear only where they are needed. Letters outside ASCII in path and query are percent-encoded as UTF-8; the
/// host must be in ASCII (`xn--fiq228c.cn`).
struct WebAddress: Sendable, Hashable, CustomStringConvertible {
    let scheme: String
    let host: String
    /// Port; nil for the scheme's default.
    let port: Int?
    /// Percent-encoded path, which begins with `/`. The query is percent-encoded as well.
    let path: String
    let query: String?

    /// Returns nil if the text is not a web address, or contains a user name.
    init?(_ text: String) {
        let text = text.trimmingCharacters(in: .whitespacesAndNewlines)
        guard let colon = text.range(of: "://"), !text.utf8.contains(0) else { return nil }
        scheme = text[..<colon.lowerBound].lowercased()
        guard scheme == "http" || scheme == "https" else { return nil }
        let rest = text[colon.upperBound...].prefix { $0 != "#" }
        let authority = rest.prefix { $0 != "/" && $0 != "?" }
        guard let (host, port) = Self.hostAndPort(authority) else { return nil }
        self.host = host
        self.port = port == (scheme == "https" ? 443 : 80) ? nil : port
        let target = rest[authority.endIndex...]
        let path = target.prefix { $0 != "?" }
        self.path = Self.withoutDotSegments(Self.percentNormalized(path.isEmpty ? "/" : path))
        let query = target[path.endIndex...].dropFirst()
        self.query = query.isEmpty ? nil : Self.percentNormalized(query)
    }

    /// Resolves a reference such as a `Location` header against this address; nil if it is invalid.
    func resolving(_ reference: String) -> WebAddress? {
        let reference = reference.trimmingCharacters(in: .whitespacesAndNewlines)
        if reference.hasPrefix("//") { return WebAddress("\(scheme):\(reference)") }
        if reference.hasPrefix("/") { return WebAddress(origin + reference) }
        if reference.isEmpty || reference.hasPrefix("#") { return self }
        if reference.hasPrefix("?") { return WebAddress(origin + path + reference) }
        let head = reference.prefix { !"/?#".contains($0) }
        if head.contains(":") { return WebAddress(reference) }
        let folder = path[...(path.lastIndex(of: "/") ?? path.startIndex)]
        return WebAddress(origin + folder + reference)
    }

    /// Scheme, host and port: the scope of one robots.txt.
    var origin: String { "\(scheme)://\(host)" + (port.map { ":\($0)" } ?? "") }

    /// Path and query, to which the rules of robots.txt apply.
    var target: String { path + (query.map { "?" + $0 } ?? "") }

    var description: String { origin + target }

    /// Returns whether both addresses have the same host and the same port, or both the default one.
    func isOnHost(of other: WebAddress) -> Bool { host == other.host && port == other.port }

    private static func hostAndPort(_ authority: Substring) -> (String, Int?)? {
        guard !authority.contains("@") else { return nil }
        var host = authority
        var port: Int?
        if let colon = authority.lastIndex(of: ":"), !authority[colon...].contains("]") {
            host = authority[..<colon]
            let digits = authority[authority.index(after: colon)...]
            if !digits.isEmpty {
                guard let number = Int(digits), (1...65_535).contains(number) else { return nil }
                port = number
            }
        }
        if host.hasSuffix(".") { host.removeLast() }
        let isName = host.utf8.allSatisfy { byte in
            byte.isUnreserved || byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]") || byte == UInt8(ascii: ":")
        }
        return host.isEmpty || !isName ? nil : (host.lowercased(), port)
    }

    /// Decodes unnecessary percent encodings, adds necessary ones, and writes their digits in upper case.
    static func percentNormalized(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            let digits = Substring(decoding: rest.prefix(2), as: UTF8.self)
            if byte == UInt8(ascii: "%"), digits.count == 2, digits.allSatisfy(\.isHexDigit),
                let code = UInt8(digits, radix: 16)
            {
                rest.removeFirst(2)
                if code.isUnreserved { bytes.append(code) } else { bytes += code.percentEncoded }
            } else if byte.isUnreserved || "!$&'()*+,;=:@/?".utf8.contains(byte) {
                bytes.append(byte)
            } else {
                bytes += byte.percentEncoded
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Removes dot segments (RFC 3986, 5.2.4).
    private static func withoutDotSegments(_ path: String) -> String {
        var segments: [Substring] = []
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
        for part in parts where part != "." {
            if part == ".." { _ = segments.popLast() } else { segments.append(part) }
        }
        if parts.last == "." || parts.last == ".." { segments.append("") }
        return "/" + segments.joined(separator: "/")
    }
}

extension WebAddress {
    /// Returns the file name of the page's copy: readable, valid in every file system, and always the same;
    /// `退货政策-1f0c9a77b2.html`.
    func fileName(extension fileExtension: String) -> String {
        let text = target.removingPercentEncoding ?? target
        var name = ""
        for character in (text == "/" ? host : text).precomposedStringWithCanonicalMapping {
            let isPlain = character.isLetter || character.isNumber || character == "_"
            if isPlain { name.append(character) } else if !name.isEmpty, name.last != "-" { name.append("-") }
        }
        while name.utf8.count > 80 { name.removeLast() }
        if name.last == "-" { name.removeLast() }
        let hash = ContentHash.of(description).prefix(10)
        return (name.isEmpty ? "" : name + "-") + hash + "." + fileExtension
    }
}

extension UInt8 {
    /// Whether it is an unreserved character (RFC 3986, 2.3).
    fileprivate var isUnreserved: Bool {
        (0x30...0x39).contains(self) || (0x41...0x5A).contains(self & ~0x20) || "-._~".utf8.contains(self)
    }

    fileprivate var percentEncoded: [UInt8] {
        let digits = Array("0123456789ABCDEF".utf8)
        return [UInt8(ascii: "%"), digits[Int(self >> 4)], digits[Int(self & 15)]]
    }
}
