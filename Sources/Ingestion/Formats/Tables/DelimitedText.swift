/// A text of CSV or TSV.
///
/// Our own reader of RFC 4180, because a citation needs the place of each record, and because a stray quote in one record
/// must not cost the whole file; SwiftCSV gives no places and does.
struct DelimitedText {
    private let source: SourceText
    private let delimiter: UInt8
    /// Where the records begin: behind the `sep=;` line that spreadsheets write.
    private let start: Int

    /// Finds out what stands between the cells: comma, tab or semicolon.
    init(_ source: SourceText) {
        self.source = source
        let first = source.content(ofLine: 1)
        if first.count == 5, source[first].lowercased().hasPrefix("sep=") {
            start = source.start(ofLine: 2)
            delimiter = source.withBytes { $0[first.upperBound - 1] }
        } else {
            start = 0
            delimiter = Self.delimiter(of: source)
        }
    }

    /// The records of `source`, those without any text left out. Quoted cells may hold delimiters, line ends and doubled
    /// quotes (RFC 4180, 2.5 to 2.7); a quote inside an unquoted cell and text behind a closing quote are taken as they are.
    func records() throws(ReadingError) -> [TableRecord] {
        let (records, openQuote) = source.withBytes { bytes in
            var parser = Parser(bytes: bytes, delimiter: delimiter, start: start)
            return (parser.records(), parser.openQuote)
        }
        if let openQuote {
            let line = source.lines(of: openQuote..<openQuote).lowerBound
            throw ReadingError("has a quotation mark in line \(line) that is never closed")
        }
        return records.map { cells, range in
            TableRecord(cells: cells, range: range, row: source.lines(of: range).lowerBound)
        }
    }

    /// By which the most of the first records have equally many cells, and more than one; comma where none does that.
    private static func delimiter(of source: SourceText) -> UInt8 {
        func agreement(_ delimiter: UInt8) -> Int {
            let widths = source.withBytes { bytes in
                var parser = Parser(bytes: bytes, delimiter: delimiter)
                return parser.records(atMost: sample).map(\.cells.count)
            }
            return Dictionary(grouping: widths) { $0 }.filter { $0.key > 1 }.values.map(\.count).max() ?? 0
        }
        let candidates = [UInt8(ascii: ","), .tab, UInt8(ascii: ";")]
        return candidates.map { ($0, agreement($0)) }.reversed().max { $0.1 < $1.1 }?.0 ?? candidates[0]
    }

    /// Records that are looked at to find the delimiter.
    private static let sample = 20
}

private struct Parser {
    let bytes: UnsafeBufferPointer<UInt8>
    let delimiter: UInt8
    private var offset: Int
    /// Where the quote stands that the text ends in.
    private(set) var openQuote: Int?

    init(bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8, start: Int = 0) {
        self.bytes = bytes
        self.delimiter = delimiter
        self.offset = start
    }

    /// Ranges are without the line ends.
    mutating func records(atMost limit: Int = .max) -> [(cells: [String], range: Range<Int>)] {
        var records: [(cells: [String], range: Range<Int>)] = []
        while offset < bytes.count, records.count < limit {
            let start = offset
            var cells = [cell()]
            while offset < bytes.count, bytes[offset] == delimiter {
                offset += 1
                cells.append(cell())
            }
            if cells.contains(where: { !$0.isEmpty }) {
                records.append((cells, start..<offset))
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
