import RAGCore

/// A text of CSV or TSV.
///
/// Our own reader of RFC 4180, because a citation needs the place of each record, and because a stray quote in one record
/// must not cost the whole file; SwiftCSV gives no places and does.
struct DelimitedText {
    private let source: SourceText
    private let delimiter: UInt8
    /// Where the records begin: behind the `sep=;` line that spreadsheets write.
    private let start: Int

    /// `delimiter` stands between the cells; nil to find out whether comma, tab or semicolon does.
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

    /// The records of `source`, cells without the blanks around them, those without any text left out. Quoted cells may hold
    /// delimiters, line ends and doubled quotes (RFC 4180, 2.5 to 2.7); a quote inside an unquoted cell and text behind a closing
    /// quote are taken as they are.
    func records() throws(ReadingError) -> [TableRecord] {
        try parse { cells, range in
            let cells = cells.map(Self.trimmed)
            guard cells.contains(where: { !$0.isEmpty }) else { return nil }
            return TableRecord(cells: cells, range: range, row: source.lines(of: range).lowerBound)
        }
    }

    /// The same with every cell as it stands in the file.
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

    /// By which the most of the first records have equally many cells, and more than one; comma where none does that.
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

    /// The next record that has text; its range is without the line end.
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

    /// Reads a cell and stops at the delimiter or line end behind it, or at the end.
    private mutating func cell() -> String {
        guard offset < bytes.count, bytes[offset] == .quote else { return String(decoding: plain(), as: UTF8.self) }
        let opening = offset
        var value: [UInt8] = []
        offset += 1
        while let quote = bytes.first(.quote, in: offset..<bytes.count) {
            value += bytes[offset..<quote]
            offset = quote + 1
            guard offset < bytes.count, bytes[offset] == .quote else {
                return String(decoding: value + plain(), as: UTF8.self)
            }
            value.append(.quote)
            offset += 1
        }
        openQuote = openQuote ?? opening
        value += bytes[offset...]
        offset = bytes.count
        return String(decoding: value, as: UTF8.self)
    }

    private mutating func plain() -> Slice<UnsafeBufferPointer<UInt8>> {
        let start = offset
        while offset < bytes.count, bytes[offset] != delimiter, !bytes[offset].isLineEnd { offset += 1 }
        return bytes[start..<offset]
    }
}
