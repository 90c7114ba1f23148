import RAGCore

/// Finds base64 text, such as a picture or a certificate inside a document: bytes for programs, not words for readers.
///
/// A run of at least 80 base64 characters counts if it mixes capitals, small letters and digits as only encoded bytes
/// do. So do lines of base64 below each other, as in an e-mail. A long address, a path or a digest in hexadecimal does
/// not.
enum EncodedData {
    /// Least length of a run, and of a line among several.
    private static let shortestRun = 80
    private static let shortestLine = 40

    /// Returns the ranges of encoded data in UTF-8 bytes, in order. Takes linear time.
    static func ranges(in bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        var ranges: [Range<Int>] = []
        var offset = 0
        while offset < bytes.count {
            guard bytes[offset].isBase64 else {
                offset += 1
                continue
            }
            let run = run(from: offset, in: bytes)
            offset = run.upperBound
            guard run.count >= shortestLine else { continue }
            if isEncoded(run, in: bytes) { ranges.append(run) }
        }
        return ranges
    }

    /// Returns whether a text may hold encoded data: it has a word of at least 40 bytes. Costs one look at every 40th
    /// byte for ordinary text.
    static func mayOccur(in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var offset = shortestLine - 1
        while offset < bytes.count {
            guard bytes[offset].isBase64 else {
                offset += shortestLine
                continue
            }
            var start = offset
            while start > 0, bytes[start - 1].isBase64, offset - start < shortestLine { start -= 1 }
            var end = offset + 1
            while end < bytes.count, bytes[end].isBase64, end - start < shortestLine { end += 1 }
            if end - start >= shortestLine { return true }
            offset = end + shortestLine - 1
        }
        return false
    }

    /// Returns the text without encoded data, and counts it. Line ends stay, so that lines keep their numbers.
    /// With `keepsAddresses`, addresses such as `data:image/png;base64,…` stay.
    static func removed(from text: String, keepsAddresses: Bool = false, _ omissions: inout Omissions) -> String {
        var text = text
        let found = text.withUTF8 { bytes in
            guard mayOccur(in: bytes) else { return [Range<Int>]() }
            return ranges(in: bytes).filter { !keepsAddresses || !isAddress($0, in: bytes) }
        }
        guard !found.isEmpty else { return text }
        var kept: [UInt8] = []
        text.withUTF8 { bytes in
            kept.reserveCapacity(bytes.count)
            var end = 0
            for range in found {
                kept += bytes[end..<max(addressStart(of: range, in: bytes), end)]
                kept += bytes[range].filter(\.isLineEnd)
                end = range.upperBound
                omissions.note("a run of base64")
            }
            kept += bytes[end...]
        }
        return String(decoding: kept, as: UTF8.self)
    }

    /// Returns the place where the address begins whose data is `run`, or that of the run if it is none.
    private static func addressStart(of run: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Int {
        guard isAddress(run, in: bytes) else { return run.lowerBound }
        let head = bytes[max(run.lowerBound - longestType, 0)..<run.lowerBound]
        let start = head.lastIndex { $0.isASCIIBlank || $0 == UInt8(ascii: "(") || $0 == .quote }
        let address = head[(start.map { $0 + 1 } ?? head.startIndex)...]
        return address.starts(with: "data:".utf8) ? address.startIndex : run.lowerBound
    }

    /// Most bytes of an address before its data.
    private static let longestType = 120

    private static func isAddress(_ run: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        bytes[max(run.lowerBound - 7, 0)..<run.lowerBound].elementsEqual("base64,".utf8)
    }

    /// Returns the run of base64 characters at `start`; it goes on after a line end if both lines are long.
    private static func run(from start: Int, in bytes: UnsafeBufferPointer<UInt8>) -> Range<Int> {
        var end = start
        var lineStart = start
        while end < bytes.count {
            if bytes[end].isBase64 {
                end += 1
                continue
            }
            guard bytes[end].isLineEnd, end - lineStart >= shortestLine else { break }
            var next = end
            while next < bytes.count, bytes[next] == .lineFeed || bytes[next] == .carriageReturn, next - end < 2 {
                next += 1
            }
            var nextEnd = next
            while nextEnd < bytes.count, bytes[nextEnd].isBase64 { nextEnd += 1 }
            let isWholeLine = nextEnd == bytes.count || bytes[nextEnd].isLineEnd
            guard nextEnd > next, isWholeLine, nextEnd - next <= end - lineStart else { break }
            // The last line may be short, but a short word below is not part of the run.
            guard
                nextEnd - next >= shortestLine || bytes[nextEnd - 1] == UInt8(ascii: "=") || nextEnd == bytes.count
                    || isMixed(next..<nextEnd, in: bytes)
            else { break }
            lineStart = next
            end = nextEnd
        }
        return start..<end
    }

    private static func isEncoded(_ run: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        run.count >= shortestRun && isMixed(run, in: bytes)
    }

    /// Returns whether the classes of characters change as often, and each is as frequent, as in encoded bytes: of
    /// random ones 41% are capitals, 41% small letters and 16% digits, and 64% of neighbours differ in class.
    private static func isMixed(_ run: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var counts = (capitals: 0, small: 0, digits: 0)
        var changes = 0
        var last = 0
        for byte in bytes[run] {
            let kind: Int
            switch byte {
            case 0x41...0x5A: (kind, counts.capitals) = (1, counts.capitals + 1)
            case 0x61...0x7A: (kind, counts.small) = (2, counts.small + 1)
            case 0x30...0x39: (kind, counts.digits) = (3, counts.digits + 1)
            default: kind = 4
            }
            if kind != last { changes += 1 }
            last = kind
        }
        let count = run.count
        return counts.capitals * 6 >= count && counts.small * 6 >= count && counts.digits * 40 >= count
            && changes * 5 >= count * 2
    }
}

extension UInt8 {
    fileprivate var isBase64: Bool {
        switch self {
        case 0x41...0x5A, 0x61...0x7A, 0x30...0x39, 0x2B, 0x2F, 0x3D: true
        default: false
        }
    }
}
