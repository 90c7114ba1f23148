import Lexicon

/// The treatment of line ends inside a unit when it is shown and embedded.
///
/// If a paragraph was wrapped at a column, a line end between two wide characters splits a Chinese word, and it is
/// dropped (CSS Text 3, 4.1.3). It stays if the author broke the line: in an address, a poem, a list without markers,
/// at a hard break.
enum LineEnds: Sendable, Hashable {
    /// Keeps them as in the source: code, tables.
    case stay
    /// Drops them before a mark that cannot begin a line, such as `，`.
    case joinBeforeMarks
    /// Drops them between wide characters: all lines but the last have about the same width.
    case join

    /// Narrowest width at which text is wrapped, in columns; a wide character takes two.
    private static let leastWrap = 40

    /// Finds the treatment for a block of prose. Costs almost nothing if no line ends between wide characters.
    init(ofProseAt range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) {
        self = .joinBeforeMarks
        var searched = range.lowerBound
        while let lineFeed = bytes.firstLineFeed(in: searched..<range.upperBound) {
            searched = lineFeed + 1
            if Self.joint(at: lineFeed, in: bytes, range: range) != nil {
                if Self.isWrapped(bytes, range: bytes.trimming(range)) { self = .join }
                return
            }
        }
    }

    /// Returns whether all lines but the last have about the same width, and the width is large enough for wrapped
    /// text.
    private static func isWrapped(_ bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>) -> Bool {
        var narrowest = Int.max
        var widest = 0
        var start = range.lowerBound
        while let end = bytes.firstLineFeed(in: start..<range.upperBound) {
            let width = bytes.columns(in: bytes.trimming(start..<end))
            narrowest = min(narrowest, width)
            widest = max(widest, width)
            start = end + 1
        }
        widest = max(widest, bytes.columns(in: start..<range.upperBound))
        return widest >= leastWrap && narrowest * 3 >= widest * 2
    }

    /// Appends the source text at `range` without the line ends that are dropped.
    func append(_ range: Range<Int>, of source: SourceText, to text: inout String) {
        guard self != .stay else {
            text += source[range]
            return
        }
        var start = range.lowerBound
        source.withBytes { bytes in
            var searched = start
            while let lineFeed = bytes.firstLineFeed(in: searched..<range.upperBound) {
                searched = lineFeed + 1
                guard let joint = Self.joint(at: lineFeed, in: bytes, range: range),
                    self == .join || Self.beginsNoLine(bytes.scalar(at: joint.upperBound))
                else { continue }
                text += source[start..<joint.lowerBound]
                start = joint.upperBound
                searched = start
            }
        }
        if text.isEmpty, start == range.lowerBound {
            text = String(source[range])
        } else {
            text += source[start..<range.upperBound]
        }
    }

    /// Returns the gap between two wide characters at a line end: the line end, and the indentation or `>` of the next
    /// line. Returns nil if there is another character before or after it.
    private static func joint(
        at lineFeed: Int,
        in bytes: UnsafeBufferPointer<UInt8>,
        range: Range<Int>
    ) -> Range<Int>? {
        var end = lineFeed
        if end > range.lowerBound, bytes[end - 1] == .carriageReturn { end -= 1 }
        guard end > range.lowerBound, bytes[end - 1] >= 0x80 else { return nil }
        var next = lineFeed + 1
        while next < range.upperBound, bytes[next] == .space || bytes[next] == .tab || bytes[next] == UInt8(ascii: ">")
        {
            next += 1
        }
        guard next < range.upperBound, let before = bytes.scalar(before: end), let behind = bytes.scalar(at: next),
            before.isWide, behind.isWide, before != .ideographicSpace, behind != .ideographicSpace
        else { return nil }
        return end..<next
    }

    private static func beginsNoLine(_ scalar: Unicode.Scalar?) -> Bool {
        guard let scalar, !scalar.isASCII else { return false }
        return Punctuation.isStop(scalar) || Punctuation.isPause(scalar) || Punctuation.isClosing(scalar)
    }
}

extension Unicode.Scalar {
    fileprivate static let ideographicSpace: Unicode.Scalar = "\u{3000}"
}

extension UnsafeBufferPointer<UInt8> {
    /// Returns the width of a line with two columns for a wide character: about two for three bytes of UTF-8.
    fileprivate func columns(in range: Range<Int>) -> Int {
        var columns = 0
        for offset in range {
            let byte = self[offset]
            if byte & 0xC0 != 0x80 { columns += byte >= 0xE3 ? 2 : 1 }
        }
        return columns
    }
}
