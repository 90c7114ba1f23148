import RAGCore

/// Cuts Chinese and English text into sentences.
///
/// A sentence ends behind `。！？；…`, their half-width forms and `. ! ?`, with the quotes and brackets that
/// close behind them. A full stop is no end inside a number, version, address or name, nor behind an abbreviation, an
/// initial or a list number.
package struct SentenceSplitter: Sequence, IteratorProtocol {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let end: Int
    private var start: Int

    /// Gives ranges of UTF-8 bytes that tile `range`, each with the blanks behind it, in time linear in its length.
    /// `bytes` must outlive the iteration.
    package init(_ bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>) {
        self.bytes = bytes
        self.start = range.lowerBound
        self.end = range.upperBound
    }

    /// Returns the byte range of the next sentence; nil at the end of the text.
    package mutating func next() -> Range<Int>? {
        guard start < end else { return nil }
        let sentence = start..<sentenceEnd()
        start = sentence.upperBound
        return sentence
    }

    /// The sentences of `text`: joined they are `text` again.
    package static func sentences(of text: String) -> [String] {
        var text = text
        return text.withUTF8 { bytes in
            SentenceSplitter(bytes, range: 0..<bytes.count).map { String(decoding: bytes[$0], as: UTF8.self) }
        }
    }

    private func sentenceEnd() -> Int {
        var offset = start
        while offset < end {
            guard EndMark.mayBegin(bytes[offset]), let mark = EndMark(in: bytes, at: offset, limit: end) else {
                offset += 1
                continue
            }
            offset = mark.end
            if mark.endsSentence(from: start, in: bytes, limit: end) {
                offset = bytes.skippingBlanks(from: offset, to: end)
                // A mark that combines with the last blank stays with it.
                while offset < end, bytes[offset] >= 0xCC, let next = bytes.scalar(at: offset), next.continuesCharacter
                {
                    offset += bytes[offset].scalarLength
                }
                return offset
            }
        }
        return end
    }
}

/// A run of marks that may end a sentence, with what closes behind it.
private struct EndMark {
    /// Where the run begins.
    let start: Int
    /// Behind the run and its closing quotes.
    let end: Int
    /// Whether one of the marks is Chinese; such a mark needs no blank behind it.
    private let isWide: Bool
    /// Whether the marks are nothing but full stops, which abbreviations and numbers have too.
    private let isFullStop: Bool
    /// Whether the last mark is an ellipsis, which may stand inside a sentence.
    private let isEllipsis: Bool
    private let hasClosing: Bool

    /// nil where no such run begins.
    init?(in bytes: UnsafeBufferPointer<UInt8>, at start: Int, limit: Int) {
        var offset = start
        var isWide = false
        var isFullStop = true
        var last: Unicode.Scalar = "."
        while offset < limit, Self.mayBegin(bytes[offset]), let scalar = bytes.scalar(at: offset),
            let mark = Self.isEnd(scalar)
        {
            isWide = isWide || mark == .wide
            isFullStop = isFullStop && (scalar == "." || scalar == "．")
            last = scalar
            offset += bytes[offset].scalarLength
        }
        guard offset > start else { return nil }
        let marksEnd = offset
        while offset < limit, let scalar = bytes.scalar(at: offset),
            Self.closes(scalar) || (offset == marksEnd || bytes[offset] >= 0xCC) && scalar.continuesCharacter
        { offset += bytes[offset].scalarLength }
        self.start = start
        self.end = offset
        self.isWide = isWide
        self.isFullStop = isFullStop
        self.isEllipsis = last == "…"
        self.hasClosing = offset > marksEnd
    }

    /// Decides by what stands before and behind.
    func endsSentence(from sentenceStart: Int, in bytes: UnsafeBufferPointer<UInt8>, limit: Int) -> Bool {
        let next = bytes.skippingBlanks(from: end, to: limit)
        guard next < limit, let following = bytes.scalar(at: next) else { return true }
        if Self.continuesSentence(following) { return false }
        let hasBlank = next > end
        if isWide, !isFullStop { return !(isEllipsis && following.isLowercaseASCII) }
        let beforeWide = !hasBlank && following.isWide
        guard isFullStop else { return hasBlank ? !(hasClosing && following.isLowercaseASCII) : beforeWide }
        if isWide || beforeWide { return start > sentenceStart && bytes.scalar(before: start)?.isDigit == false }
        guard hasBlank, !following.isLowercaseASCII else { return false }
        if end - start > 1 { return true }
        return !Abbreviation.ends(at: start, from: sentenceStart, in: bytes, beforeDigit: following.isDigit)
    }

    private enum Width { case narrow, wide }

    /// The lead bytes of all end marks: a cheap test that most bytes fail.
    static func mayBegin(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x2E, 0x3F, 0xE2, 0xE3, 0xEF: true
        default: false
        }
    }

    private static func isEnd(_ scalar: Unicode.Scalar) -> Width? {
        if scalar == "；" { return .wide }
        guard Punctuation.endsSentence(scalar) else { return nil }
        return scalar.isASCII ? .narrow : .wide
    }

    /// Quotes and brackets that close, and Markdown's emphasis.
    private static func closes(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "\"", "'", "＂", "＇", "*", "_", "`": true
        default: Punctuation.isClosing(scalar)
        }
    }

    /// Whether it cannot begin a sentence: the one before goes on.
    private static func continuesSentence(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case ",", ";", ":", "，", "、", "：", "；", "。", "」", "』", "”", "）", "》", ")": true
        default: false
        }
    }
}

extension Unicode.Scalar {
    fileprivate var isLowercaseASCII: Bool { ("a"..."z").contains(self) }
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) || ("０"..."９").contains(self) }
}
