import Foundation

/// A message, or a part of one (MIME, RFC 2045 and 2046).
struct MailPart: Sendable {
    let headers: MailHeaders
    /// Type and subtype in lower case, such as `text/plain`.
    let type: String
    /// The decoded body; empty for a part that consists of parts.
    private(set) var body = Data()
    /// The parts in order.
    private(set) var parts: [MailPart] = []

    /// Most levels of parts in parts, and most parts of one level.
    private static let deepest = 20
    private static let mostParts = 500

    /// Parses `bytes`. A part without a type is plain text.
    init(_ bytes: Data, depth: Int = 0) {
        var bodyStart = bytes.startIndex
        headers = MailHeaders(bytes, bodyStart: &bodyStart)
        type = headers.value("content-type") ?? "text/plain"
        let content = bytes[bodyStart...]
        let boundary = type.hasPrefix("multipart/") ? headers.parameter("boundary", of: "content-type") : nil
        if let boundary, !boundary.isEmpty, depth < Self.deepest {
            parts = Self.split(content, at: boundary).prefix(Self.mostParts).map { MailPart($0, depth: depth + 1) }
        } else {
            body = TransferEncoding.decode(content, headers.value("content-transfer-encoding"))
        }
    }

    /// Name of the file, for an attachment or a picture.
    var fileName: String? {
        headers.parameter("filename", of: "content-disposition") ?? headers.parameter("name", of: "content-type")
    }

    /// Whether it is a file of its own rather than part of the message's text.
    var isAttachment: Bool {
        headers.value("content-disposition") == "attachment" || fileName != nil && !type.hasPrefix("text/")
            || type == "message/rfc822"
    }

    /// Text of the body in the charset that the part names.
    var text: String {
        let charset = headers.parameter("charset", of: "content-type")
        return (try? TextDecoder.decode(body, declared: charset)) ?? String(decoding: body, as: UTF8.self)
    }

    /// Returns the parts between the lines `--boundary`; without an end, the last one goes to the end of the bytes.
    private static func split(_ content: Data, at boundary: String) -> [Data] {
        let mark = Data("--\(boundary)".utf8)
        var parts: [Data] = []
        var partStart: Int?
        var line = content.startIndex
        while line < content.endIndex {
            let end = content[line...].firstIndex(of: .lineFeed) ?? content.endIndex
            let rest = content[line..<end]
            if rest.starts(with: mark) {
                if let start = partStart { parts.append(withoutLineEnd(content[start..<max(start, line)])) }
                let isLast = rest.dropFirst(mark.count).starts(with: Data("--".utf8))
                partStart = isLast ? nil : min(end + 1, content.endIndex)
                if isLast { return parts }
            }
            line = end + 1
        }
        if let start = partStart, start < content.endIndex { parts.append(content[start...]) }
        return parts
    }

    /// Returns the bytes without the line end that belongs to the boundary.
    private static func withoutLineEnd(_ bytes: Data) -> Data {
        var bytes = bytes
        if bytes.last == .lineFeed { bytes.removeLast() }
        if bytes.last == .carriageReturn { bytes.removeLast() }
        return bytes
    }
}
