import Foundation

/// The encodings in which mail carries bytes (RFC 2045, 6).
enum TransferEncoding {
    /// Returns the bytes of a body with the encoding `name`. Unknown encodings leave the bytes as they are.
    static func decode(_ body: Data, _ name: String?) -> Data {
        switch name {
        case "base64": Data(base64Encoded: body, options: .ignoreUnknownCharacters) ?? body
        case "quoted-printable": quotedPrintable(body)
        default: body
        }
    }

    /// Decodes `=E4`; a `=` at the end of a line joins it with the next.
    static func quotedPrintable(_ body: Data) -> Data { escaped(body, by: UInt8(ascii: "=")) }

    /// Decodes two hexadecimal digits after `mark`. A mark that is not followed by them stays.
    static func escaped(_ body: Data, by mark: UInt8) -> Data {
        var bytes = Data(capacity: body.count)
        var index = body.startIndex
        while index < body.endIndex {
            let byte = body[index]
            index += 1
            guard byte == mark else {
                bytes.append(byte)
                continue
            }
            if let value = hex(body, at: index) {
                bytes.append(value)
                index += 2
            } else if mark == UInt8(ascii: "="), let end = lineEnd(body, at: index) {
                index = end
            } else {
                bytes.append(byte)
            }
        }
        return bytes
    }

    private static func hex(_ body: Data, at index: Int) -> UInt8? {
        guard index + 1 < body.endIndex else { return nil }
        return UInt8(String(decoding: body[index...index + 1], as: UTF8.self), radix: 16)
    }

    /// Returns the start of the next line if only blanks come before it.
    private static func lineEnd(_ body: Data, at start: Int) -> Int? {
        var index = start
        while index < body.endIndex, body[index] == .space || body[index] == .tab || body[index] == .carriageReturn {
            index += 1
        }
        guard index < body.endIndex else { return index }
        return body[index] == .lineFeed ? index + 1 : nil
    }
}
