/// A document's text with what it takes to name a place in it: UTF-8 offsets, lines, slices.
///
/// For Markdown, text and CSV it is the decoded file without its byte order mark; for formats whose text has to be dug
/// out (HTML) it is the text that was found, and each of its lines knows its line in the file.
package struct SourceText: Sendable {
    package let text: String
    /// Length in UTF-8 bytes.
    package let count: Int
    /// Offset of the first byte of each line; the first is 0.
    private let lineStarts: [Int]
    /// Line in the file of each line of the text; nil where the text is the file.
    private let fileLines: [Int]?
    /// Offset of the first byte of each page, the first at 0; nil where the format has no pages.
    private let pageStarts: [Int]?

    /// Lines end with LF, CR LF or CR, as in CommonMark 2.1.
    package init(_ text: String, fileLines: [Int]? = nil, pageStarts: [Int]? = nil) {
        var text = text
        text.makeContiguousUTF8()
        self.lineStarts = text.withUTF8(Self.lineStarts)
        self.count = text.utf8.count
        self.text = text
        self.fileLines = fileLines
        self.pageStarts = pageStarts
    }

    /// The text between two UTF-8 offsets, which must stand between scalars. Constant time.
    package subscript(range: Range<Int>) -> Substring {
        let bytes = text.utf8
        let lower = bytes.index(bytes.startIndex, offsetBy: range.lowerBound)
        return text[lower..<bytes.index(lower, offsetBy: range.count)]
    }

    /// The first `bytes` UTF-8 bytes, less what would cut a scalar in two.
    func prefix(_ bytes: Int) -> Substring {
        guard bytes < count else { return text[...] }
        var end = bytes
        withBytes { while end > 0, $0[end] & 0xC0 == 0x80 { end -= 1 } }
        return self[0..<end]
    }

    /// First and last line of the file that hold `range`, from 1.
    package func lines(of range: Range<Int>) -> ClosedRange<Int> {
        let first = line(at: range.lowerBound)
        return first...max(first, line(at: max(range.lowerBound, range.upperBound - 1)))
    }

    /// First and last page that hold `range`, from 1; nil where the format has no pages.
    package func pages(of range: Range<Int>) -> ClosedRange<Int>? {
        guard let pageStarts, !pageStarts.isEmpty else { return nil }
        let first = Self.last(in: pageStarts, notAfter: range.lowerBound) + 1
        let last = Self.last(in: pageStarts, notAfter: max(range.lowerBound, range.upperBound - 1)) + 1
        return first...max(first, last)
    }

    /// How many lines the text has; a line end at the end of the text opens one more, empty line.
    var lineCount: Int { lineStarts.count }

    /// Offset of the first byte of a line of the text, from 1; the end of the text for lines beyond it.
    func start(ofLine line: Int) -> Int {
        line <= lineStarts.count ? lineStarts[max(line, 1) - 1] : count
    }

    /// A line of the text, from 1, without its line end.
    func content(ofLine line: Int) -> Range<Int> {
        let lower = start(ofLine: line)
        var upper = start(ofLine: line + 1)
        withBytes { bytes in
            while upper > lower, bytes[upper - 1] == .lineFeed || bytes[upper - 1] == .carriageReturn { upper -= 1 }
        }
        return lower..<upper
    }

    /// Whether a line begins at `offset`.
    func isLineStart(_ offset: Int) -> Bool {
        offset == 0 || withBytes { $0[offset - 1].isLineEnd }
    }

    /// Lends the UTF-8 bytes.
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

    /// Position of the last of the ascending `starts` that is not after `offset`; 0 where all are.
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
