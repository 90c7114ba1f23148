import Foundation

/// An encoding of text files other than UTF-8.
enum TextEncoding: String, Sendable, CaseIterable {
    case gb18030 = "GB18030"
    case big5 = "Big5"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    case windows1252 = "Windows-1252"
    case eucKR = "EUC-KR"
    case shiftJIS = "Shift_JIS"

    /// Finds an encoding by the names that pages declare (WHATWG Encoding Standard, 4.2); nil for other names.
    init?(label: String) {
        switch label.lowercased() {
        case "gb2312", "gbk", "gb18030", "x-gbk", "cp936", "chinese", "gb_2312-80": self = .gb18030
        case "big5", "big5-hkscs", "cn-big5", "x-x-big5", "cp950": self = .big5
        case "iso-8859-1", "latin1", "windows-1252", "cp1252", "us-ascii", "ascii": self = .windows1252
        case "utf-16", "utf-16le", "unicode": self = .utf16LittleEndian
        case "utf-16be": self = .utf16BigEndian
        case "euc-kr", "ks_c_5601-1987", "cp949": self = .eucKR
        case "shift_jis", "shift-jis", "sjis", "x-sjis": self = .shiftJIS
        default: return nil
        }
    }

    /// Whether documents in this encoding are read without a declaration. The others are only detected to name them in
    /// the error message.
    var isGuessed: Bool { self != .eucKR && self != .shiftJIS }

    /// Whether its units are two bytes wide, also for ASCII.
    var isUTF16: Bool { self == .utf16LittleEndian || self == .utf16BigEndian }

    /// Decodes `bytes`, or returns nil if a byte has no meaning in this encoding.
    func decode(_ bytes: Data) -> String? {
        switch self {
        case .utf16LittleEndian: Self.utf16(bytes, bigEndian: false)
        case .utf16BigEndian: Self.utf16(bytes, bigEndian: true)
        // The numbers are those of Core Foundation. Of its Big5 encodings, only the one with the Hong Kong characters
        // is strict.
        case .gb18030: String(data: bytes, encoding: String.Encoding(rawValue: 0x8000_0632))
        case .big5: String(data: bytes, encoding: String.Encoding(rawValue: 0x8000_0A06))
        case .eucKR: String(data: bytes, encoding: String.Encoding(rawValue: 0x8000_0940))
        case .windows1252: String(data: bytes, encoding: .windowsCP1252)
        case .shiftJIS: String(data: bytes, encoding: .shiftJIS)
        }
    }

    private static func utf16(_ bytes: Data, bigEndian: Bool) -> String? {
        guard bytes.count.isMultiple(of: 2) else { return nil }
        let units = bytes.withUnsafeBytes { raw in
            stride(from: 0, to: raw.count, by: 2).map { offset in
                let unit = raw.loadUnaligned(fromByteOffset: offset, as: UInt16.self)
                return bigEndian ? UInt16(bigEndian: unit) : UInt16(littleEndian: unit)
            }
        }
        return String(validating: units, as: UTF16.self)
    }
}
