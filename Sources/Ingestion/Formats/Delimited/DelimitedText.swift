import RAGCore

/// A text of CSV or TSV.
///
/// This is our own reader of RFC 4180: a citation needs the place of each record, and a stray quote in one record must
/// not spoil the whole file. SwiftCSV gives no places and fails on such a quote.
struct DelimitedText {
    private let source: SourceText
    private let delimiter: UInt8
    /// Start of the records, after the `sep=;` line that spreadsheets write.
    private let start: Int

    /// `delimiter` separates the cells; nil to detect comma, tab or semicolon.
    init(_ source: SourceText, delimiter known: UInt8? = nil) {
        self.source = source
        let first = source.content(ofLine: 1)
        if first.count == 5, source[first].lowercased().hasPrefix("sep=") {
            start = source.start(ofLine: 2)
            delimiter = source.withBytes { $0[first.upperBound - 1] }
        } else {
            start = 0
            delimiter = known ?? Self.delimiter(of: source)
        }
    }

    /// Parses the records, with cells trimmed and records without text left out. Quoted cells may contain delimiters,
    /// line ends and doubled quotes (RFC 4180, 2.5 to 2.7). A quote inside an unquoted cell and text after a closing
    /// quote are kept as they are.
    func records() throws(ReadingError) -> [TableRecord] {
        var end = 0
        // Most files have no markup, and need no look at each cell.
        let hasMarkup = source.withBytes { bytes in
            [UInt8(ascii: "<"), UInt8(ascii: "&")].contains { bytes.first($0, in: 0..<bytes.count) != nil }
        }
        return try parse { cells, range in
            let cells = cells.map { Self.trimmed(hasMarkup ? CellText.plain($0) : $0) }
            guard cells.contains(where: { !$0.isEmpty }) else { return nil }
            let lines = source.lines(of: range)
            var record = TableRecord(cells: cells, range: range, row: lines.lowerBound)
            record.isAfterGap = end > 0 && lines.lowerBound > end + 1
            end = lines.upperBound
            return record
        }
    }

    /// Parses the records with every cell exactly as in the file.
    func rows() throws(ReadingError) -> [PlainTable.Row] {
        try parse { cells, range in
            guard cells.contains(where: { !$0.allSatisfy(\.isWhitespace) }) else { return nil }
            return PlainTable.Row(cells, place: source.lines(of: range).lowerBound)
        }
    }

    private func parse<Record>(_ record: ([String], Range<Int>) -> Record?) throws(ReadingError) -> [Record] {
        let (records, openQuote) = source.withBytes { bytes in
            var parser = Parser(bytes: bytes, delimiter: delimiter, start: start)
            var records: [Record] = []
            while let (cells, range) = parser.next() {
                if let record = record(cells, range) { records.append(record) }
            }
            return (records, parser.openQuote)
        }
        if let openQuote {
            let line = source.lines(of: openQuote..<openQuote).lowerBound
            throw ReadingError("has a quotation mark in line \(line) that is never closed")
        }
        return records
    }

    private static func trimmed(_ cell: String) -> String {
        var copy = cell
        let shorter = copy.withUTF8 { bytes -> String? in
            let range = bytes.trimming(0..<bytes.count)
            return range.count == bytes.count ? nil : String(decoding: bytes[range], as: UTF8.self)
        }
        return shorter ?? cell
    }

    /// Returns the delimiter for which most of the first records have the same number of cells, more than one; comma if
    /// there is none.
    private static func delimiter(of source: SourceText) -> UInt8 {
        func agreement(_ delimiter: UInt8) -> Int {
            let widths = source.withBytes { bytes in
                var parser = Parser(bytes: bytes, delimiter: delimiter)
                var widths: [Int] = []
                while widths.count < sample, let record = parser.next() { widths.append(record.cells.count) }
                return widths
            }
            return Dictionary(grouping: widths) { $0 }.filter { $0.key > 1 }.values.map(\.count).max() ?? 0
        }
        let candidates = [UInt8(ascii: ","), .tab, UInt8(ascii: ";")]
        return candidates.map { ($0, agreement($0)) }.reversed().max { $0.1 < $1.1 }?.0 ?? candidates[0]
    }

    /// Number of records from which the delimiter is detected.
    private static let sample = 20
}

private struct Parser {
    let bytes: UnsafeBufferPointer<UInt8>
    let delimiter: UInt8
    private var offset: Int
    /// Position of a quote that is never closed.
    private(set) var openQuote: Int?

    init(bytes: UnsafeBufferPointer<UInt8>, delimiter: UInt8, start: Int = 0) {
        self.bytes = bytes
        self.delimiter = delimiter
        self.offset = start
    }

    /// Parses the next record with text; its range excludes the line end.
    mutating func next() -> (cells: [String], range: Range<Int>)? {
        while offset < bytes.count {
            let start = offset
            var cells = [cell()]
            while offset < bytes.count, bytes[offset] == delimiter {
                offset += 1
                cells.append(cell())
            }
            let range = start..<offset
            if offset < bytes.count { offset += 1 }
            if cells.contains(where: { !$0.isEmpty }) { return (cells, range) }
        }
        return nil
    }

    /// Parses a cell up to the delimiter, the line end or the end of the text.
    private mutating func cell() -> String {
        guard offset < bytes.count, bytes[offset] == .quote else {
            return String(decoding: unquotedBytes(), as: UTF8.self)
        }
        let opening = offset
        var value: [UInt8] = []
        offset += 1
        while let quote = bytes.first(.quote, in: offset..<bytes.count) {
            value += bytes[offset..<quote]
            offset = quote + 1
            guard offset < bytes.count, bytes[offset] == .quote else {
                return String(decoding: value + unquotedBytes(), as: UTF8.self)
            }
            value.append(.quote)
            offset += 1
        }
        openQuote = openQuote ?? opening
        value += bytes[offset...]
        offset = bytes.count
        return String(decoding: value, as: UTF8.self)
    }

    private mutating func unquotedBytes() -> Slice<UnsafeBufferPointer<UInt8>> {
        let start = offset
        while offset < bytes.count, bytes[offset] != delimiter, !bytes[offset].isLineEnd { offset += 1 }
        return bytes[start..<offset]
    }
}
