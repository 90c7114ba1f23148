/// A record of a CSV or TSV file, with its place.
///
/// Our own reader of RFC 4180, because a citation needs the place of each record, and because a stray quote in one record
/// must not cost the whole file; SwiftCSV gives no places and does.
struct DelimitedRecord: Sendable, Hashable {
    let cells: [String]
    /// UTF-8 bytes in the source text, without the line end.
    let range: Range<Int>

    /// The records of `source`, those without any text left out. Quoted cells may hold delimiters, line ends and doubled
    /// quotes (RFC 4180, 2.5 to 2.7); a quote inside an unquoted cell and text behind a closing quote are taken as they are.
    static func records(of source: SourceText, delimiter: UInt8) throws(ReadingError) -> [DelimitedRecord] {
        let (records, openQuote) = source.withBytes { bytes in
            var parser = Parser(bytes: bytes, delimiter: delimiter)
            return (parser.records(), parser.openQuote)
        }
        if let openQuote {
            let line = source.lines(of: openQuote..<openQuote).lowerBound
            throw ReadingError("has a quotation mark in line \(line) that is never closed")
        }
        return records
    }

    /// Which of comma, tab and semicolon stands most often outside quotes in the first record; comma where none does.
    static func delimiter(of source: SourceText) -> UInt8 {
        source.withBytes { bytes in
            var counts: [UInt8: Int] = [:]
            var isQuoted = false
            for byte in bytes {
                if byte == .quote { isQuoted.toggle() }
                if isQuoted { continue }
                if byte.isLineEnd { break }
                counts[byte, default: 0] += 1
            }
            let candidates = [UInt8(ascii: ","), .tab, UInt8(ascii: ";")]
            return candidates.reversed().max { counts[$0, default: 0] < counts[$1, default: 0] } ?? candidates[0]
        }
    }
}

private struct Parser {
    let bytes: UnsafeBufferPointer<UInt8>
    let delimiter: UInt8
    private var offset = 0
    /// Where the quote stands that the text ends in.
    private(set) var openQuote: Int?

    init(bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8) {
        self.bytes = bytes
        self.delimiter = delimiter
    }

    mutating func records() -> [DelimitedRecord] {
        var records: [DelimitedRecord] = []
        while offset < bytes.count {
            let start = offset
            var cells = [cell()]
            while offset < bytes.count, bytes[offset] == delimiter {
                offset += 1
                cells.append(cell())
            }
            if cells.contains(where: { !$0.isEmpty }) {
                records.append(DelimitedRecord(cells: cells, range: start..<offset))
            }
            if offset < bytes.count { offset += 1 }
        }
        return records
    }

    /// Reads a cell and stops at the delimiter or line end behind it, or at the end.
    private mutating func cell() -> String {
        guard offset < bytes.count, bytes[offset] == .quote else { return trimmed(plain()) }
        let opening = offset
        var value: [UInt8] = []
        offset += 1
        while offset < bytes.count {
            if bytes[offset] != .quote {
                value.append(bytes[offset])
            } else if offset + 1 < bytes.count, bytes[offset + 1] == .quote {
                value.append(.quote)
                offset += 1
            } else {
                offset += 1
                return trimmed(value[...] + plain())
            }
            offset += 1
        }
        openQuote = openQuote ?? opening
        return trimmed(value[...])
    }

    private mutating func plain() -> ArraySlice<UInt8> {
        let start = offset
        while offset < bytes.count, bytes[offset] != delimiter, !bytes[offset].isLineEnd { offset += 1 }
        return ArraySlice(bytes[start..<offset])
    }

    private func trimmed(_ cell: ArraySlice<UInt8>) -> String {
        cell.withUnsafeBufferPointer { buffer in
            String(decoding: buffer[buffer.trimming(0..<buffer.count)], as: UTF8.self)
        }
    }
}
