/// The text of a document, with access by UTF-8 offset, line and page.
///
/// For Markdown, plain text and CSV it is the decoded file without its byte order mark. For formats such as HTML it is
/// the extracted text, and each line knows its line in the file.
package struct SourceText: Sendable, Codable {
    /// The whole text, stored as contiguous UTF-8.
    package let text: String
    /// Length in UTF-8 bytes.
    package let count: Int
    /// Offset of the first byte of each line; the first is 0.
    private let lineStarts: [Int]
    /// Line in the file for each line of the text; nil if the text is the file.
    private let fileLines: [Int]?
    /// Offset of the first byte of each page, the first at 0; nil if the format has no pages.
    private let pageStarts: [Int]?

    /// Creates a text. Lines end with LF, CR LF or CR, as in CommonMark 2.1.
    package init(_ text: String, fileLines: [Int]? = nil, pageStarts: [Int]? = nil) {
        var text = text
        text.makeContiguousUTF8()
        self.lineStarts = text.withUTF8(Self.lineStarts)
        self.count = text.utf8.count
        self.text = text
        self.fileLines = fileLines
        self.pageStarts = pageStarts
    }

    private enum CodingKeys: CodingKey { case text, fileLines, pageStarts }

    /// Reads a text that another process wrote.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            try values.decode(String.self, forKey: .text),
            fileLines: try values.decodeIfPresent([Int].self, forKey: .fileLines),
            pageStarts: try values.decodeIfPresent([Int].self, forKey: .pageStarts)
        )
    }

    /// Writes the text with its places; those of its lines are found again.
    package func encode(to encoder: any Encoder) throws {
        var values = encoder.container(keyedBy: CodingKeys.self)
        try values.encode(text, forKey: .text)
        try values.encodeIfPresent(fileLines, forKey: .fileLines)
        try values.encodeIfPresent(pageStarts, forKey: .pageStarts)
    }

    /// The text between two UTF-8 offsets, which must lie between scalars. Takes constant time.
    package subscript(range: Range<Int>) -> Substring {
        let bytes = text.utf8
        let lower = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
        return text[lower..<bytes.index(lower, offsetBy: range.count)]
    }

    /// Returns at most the first `bytes` UTF-8 bytes, without cutting a scalar.
    func prefix(_ bytes: Int) -> Substring {
        guard bytes < count else { return text[...] }
        var end = bytes
        withBytes { while end > 0, $0[end] & 0xC0 == 0x80 { end -= 1 } }
        return self[0..<end]
    }

    /// Returns the first and the last line of the file that contain `range`, counted from 1.
    package func lines(of range: Range<Int>) -> ClosedRange<Int> {
        let first = line(at: range.lowerBound)
        return first...max(first, line(at: max(range.lowerBound, range.upperBound - 1)))
    }

    /// Returns the first and the last page that contain `range`, counted from 1, or nil if the format has no pages.
    package func pages(of range: Range<Int>) -> ClosedRange<Int>? {
        guard let pageStarts, !pageStarts.isEmpty else { return nil }
        let first = Self.last(in: pageStarts, notAfter: range.lowerBound) + 1
        let last = Self.last(in: pageStarts, notAfter: max(range.lowerBound, range.upperBound - 1)) + 1
        return first...max(first, last)
    }

    /// Number of lines; a line end at the end of the text opens one more, empty line.
    var lineCount: Int { lineStarts.count }

    /// Returns the offset of the first byte of `line`, counted from 1, or the end of the text for a later line.
    func start(ofLine line: Int) -> Int {
        line <= lineStarts.count ? lineStarts[max(line, 1) - 1] : count
    }

    /// Returns the range of `line`, counted from 1, without its line end.
    func content(ofLine line: Int) -> Range<Int> {
        let lower = start(ofLine: line)
        var upper = start(ofLine: line + 1)
        withBytes { bytes in
            while upper > lower, bytes[upper - 1] == .lineFeed || bytes[upper - 1] == .carriageReturn { upper -= 1 }
        }
        return lower..<upper
    }

    /// Returns whether a line begins at `offset`.
    func isLineStart(_ offset: Int) -> Bool {
        offset == 0 || withBytes { $0[offset - 1].isLineEnd }
    }

    /// Calls `body` with the UTF-8 bytes of the text.
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
        var text = text
        return try text.withUTF8(body)
    }

    private static func lineStarts(in bytes: UnsafeBufferPointer<UInt8>) -> [Int] {
        var starts = [0]
        if bytes.first(.carriageReturn, in: 0..<bytes.count) == nil {
            var searched = 0
            while let lineFeed = bytes.firstLineFeed(in: searched..<bytes.count) {
                searched = lineFeed + 1
                starts.append(searched)
            }
            return starts
        }
        for offset in bytes.indices where bytes[offset].isLineEnd {
            if bytes[offset] == .carriageReturn, offset + 1 < bytes.count, bytes[offset + 1] == .lineFeed { continue }
            starts.append(offset + 1)
        }
        return starts
    }

    private func line(at offset: Int) -> Int {
        let line = Self.last(in: lineStarts, notAfter: offset)
        guard let fileLines else { return line + 1 }
        return line < fileLines.count ? fileLines[line] : fileLines.last ?? 1
    }

    /// Returns the index of the last element of the ascending `starts` that is not after `offset`, or 0 if all are.
    private static func last(in starts: [Int], notAfter offset: Int) -> Int {
        var low = 0
        var high = starts.count
        while low + 1 < high {
            let middle = (low + high) / 2
            if starts[middle] <= offset { low = middle } else { high = middle }
        }
        return low
    }
}
