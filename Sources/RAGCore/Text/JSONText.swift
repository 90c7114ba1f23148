/// Writes text as JSON strings (RFC 8259, section 7).
package enum JSONText {
    /// Returns `text` between quotation marks. Only characters that must be escaped are escaped.
    package static func quoted(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = [.quote]
        bytes.reserveCapacity(text.utf8.count + 2)
        for byte in text.utf8 {
            switch byte {
            case .quote, UInt8(ascii: "\\"): bytes += [UInt8(ascii: "\\"), byte]
            case .lineFeed: bytes += Array("\\n".utf8)
            case .carriageReturn: bytes += Array("\\r".utf8)
            case .tab: bytes += Array("\\t".utf8)
            case ..<0x20: bytes += Array((byte < 0x10 ? "\\u000" : "\\u00").utf8) + Array(String(byte, radix: 16).utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(.quote)
        return String(decoding: bytes, as: UTF8.self)
    }
}
