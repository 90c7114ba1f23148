import Foundation

/// Turns the bytes of a text file into text, or says why it cannot; never guesses into noise.
enum TextDecoder {
    /// Decodes by byte order mark, else as UTF-8 where the bytes are UTF-8, else as the `declared` encoding (an IANA
    /// name), else as GB18030 where they look like nothing else. The byte order mark is dropped.
    static func decode(_ bytes: Data, declared: String? = nil) throws(ReadingError) -> String {
        var text = try decodeAny(bytes, declared: declared)
        guard text.withUTF8({ $0.first(0, in: 0..<$0.count) }) == nil else {
            throw ReadingError("is not text: it holds NUL bytes")
        }
        return text
    }

    private static func decodeAny(_ bytes: Data, declared: String?) throws(ReadingError) -> String {
        if bytes.starts(with: [0xFF, 0xFE]) { return try utf16(bytes.dropFirst(2), bigEndian: false) }
        if bytes.starts(with: [0xFE, 0xFF]) { return try utf16(bytes.dropFirst(2), bigEndian: true) }
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
        if let text = body.withUnsafeBytes({ String(validating: $0.assumingMemoryBound(to: UInt8.self), as: UTF8.self) }
        ) {
            return text
        }
        if let declared, let encoding = encoding(named: declared) {
            guard let text = String(data: body, encoding: encoding) else {
                throw ReadingError("says that it is \(declared), but cannot be decoded as that")
            }
            return text
        }
        let fault = UTF8Fault(in: body)
        if fault.wrongBytes > fault.multibyteScalars, looksLikeGB18030(body),
            let text = String(data: body, encoding: .gb18030)
        {
            return text
        }
        throw ReadingError("is not valid UTF-8 (first wrong byte in line \(fault.line))")
    }

    private static func utf16(_ bytes: Data, bigEndian: Bool) throws(ReadingError) -> String {
        let units = bytes.withUnsafeBytes { raw in
            stride(from: 0, to: raw.count - 1, by: 2).map { offset in
                let unit = raw.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
                return bigEndian ? UInt16(bigEndian: unit) : UInt16(littleEndian: unit)
            }
        }
        guard bytes.count.isMultiple(of: 2), let text = String(validating: units, as: UTF16.self) else {
            throw ReadingError("begins as UTF-16 but is not valid UTF-16")
        }
        return text
    }

    /// Simplified Chinese in GB 2312 and its supersets: nearly all pairs have both bytes over 0xA0, and most lead bytes
    /// are those of punctuation (A1...A3) or of the 3,755 commonest characters (B0...D7). Big5 fails the first test, half of
    /// its second bytes being below 0x7F.
    private static func looksLikeGB18030(_ bytes: Data) -> Bool {
        var pairs = 0
        var highPairs = 0
        var commonPairs = 0
        var iterator = bytes.makeIterator()
        while let lead = iterator.next() {
            guard lead >= 0x80 else { continue }
            guard let trail = iterator.next() else { break }
            if (0x30...0x39).contains(trail) {
                // A sequence of four bytes: a character outside GBK.
                guard iterator.next() != nil, iterator.next() != nil else { break }
                continue
            }
            pairs += 1
            if lead >= 0xA1, trail >= 0xA1 { highPairs += 1 }
            if (0xA1...0xA3).contains(lead) || (0xB0...0xD7).contains(lead) { commonPairs += 1 }
        }
        return pairs > 0 && highPairs * 100 >= pairs * 95 && commonPairs * 100 >= pairs * 85
    }

    /// The encodings that web pages in Chinese and English declare.
    private static func encoding(named name: String) -> String.Encoding? {
        switch name.lowercased() {
        case "gb2312", "gbk", "gb18030", "x-gbk", "cp936": .gb18030
        case "big5", "big5-hkscs", "cp950": .big5
        case "iso-8859-1", "latin1", "windows-1252", "us-ascii": .windowsCP1252
        case "utf-16", "utf-16le": .utf16LittleEndian
        case "utf-16be": .utf16BigEndian
        default: nil
        }
    }
}

extension String.Encoding {
    /// `kCFStringEncodingGB_18030_2000` and `kCFStringEncodingBig5` as Foundation numbers them.
    fileprivate static let gb18030 = String.Encoding(rawValue: 0x8000_0632)
    fileprivate static let big5 = String.Encoding(rawValue: 0x8000_0A03)
}

/// Where bytes stop being UTF-8, and how much of them is.
private struct UTF8Fault {
    /// Line of the first wrong byte, from 1.
    private(set) var line = 1
    private(set) var wrongBytes = 0
    private(set) var multibyteScalars = 0

    init(in bytes: Data) {
        var parser = Unicode.UTF8.ForwardParser()
        var iterator = bytes.makeIterator()
        while true {
            switch parser.parseScalar(from: &iterator) {
            case .emptyInput: return
            case .error(let length): wrongBytes += length
            case .valid(let scalar):
                if scalar.count > 1 { multibyteScalars += 1 }
                if wrongBytes == 0, scalar.count == 1, scalar.first == .lineFeed { line += 1 }
            }
        }
    }
}
