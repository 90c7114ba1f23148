/// Cuts Chinese and English text into sentences.
///
/// A sentence ends behind `。！？；…`, their half-width forms and `. ! ?`, with the quotes and brackets that close behind them.
/// A full stop is no end inside a number, version, address or name, nor behind an abbreviation, an initial or a list number.
enum SentenceSplitter {
    /// The sentences of `text` with the blanks behind them: joined they are `text` again.
    static func sentences(of text: String) -> [String] {
        var text = text
        return text.withUTF8 { bytes in
            sentences(in: bytes, range: 0..<bytes.count).map { String(decoding: bytes[$0], as: UTF8.self) }
        }
    }

    /// Ranges of UTF-8 bytes that tile `range`. Takes time linear in its length.
    static func sentences(in bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>) -> [Range<Int>] {
        var sentences: [Range<Int>] = []
        var start = range.lowerBound
        var offset = start
        while offset < range.upperBound {
            guard let mark = EndMark(in: bytes, at: offset, limit: range.upperBound) else {
                offset += 1
                continue
            }
            offset = mark.end
            if mark.endsSentence(from: start, in: bytes, limit: range.upperBound) {
                offset = bytes.skippingBlanks(from: offset, to: range.upperBound)
                // A mark that combines with the last blank stays with it.
                while offset < range.upperBound, bytes[offset] >= 0xCC, let next = bytes.scalar(at: offset),
                    next.continuesCharacter
                { offset += bytes[offset].scalarLength }
                sentences.append(start..<offset)
                start = offset
            }
        }
        if start < range.upperBound { sentences.append(start..<range.upperBound) }
        return sentences
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
    private let hasClosing: Bool

    /// nil where no such run begins.
    init?(in bytes: UnsafeBufferPointer<UInt8>, at start: Int, limit: Int) {
        guard Self.mayBegin(bytes[start]) else { return nil }
        var offset = start
        var isWide = false
        var isFullStop = true
        while offset < limit, Self.mayBegin(bytes[offset]), let scalar = bytes.scalar(at: offset),
            let mark = Self.isEnd(scalar)
        {
            isWide = isWide || mark == .wide
            isFullStop = isFullStop && scalar == "."
            offset += bytes[offset].scalarLength
        }
        guard offset > start else { return nil }
        let marksEnd = offset
        while offset < limit, let scalar = bytes.scalar(at: offset),
            Self.closing.contains(scalar) || (offset == marksEnd || bytes[offset] >= 0xCC) && scalar.continuesCharacter
        { offset += bytes[offset].scalarLength }
        self.start = start
        self.end = offset
        self.isWide = isWide
        self.isFullStop = isFullStop
        self.hasClosing = offset > marksEnd
    }

    /// Decides by what stands before and behind.
    func endsSentence(from sentenceStart: Int, in bytes: UnsafeBufferPointer<UInt8>, limit: Int) -> Bool {
        let next = bytes.skippingBlanks(from: end, to: limit)
        guard next < limit, let following = bytes.scalar(at: next) else { return true }
        if Self.continuing.contains(following) { return false }
        if isWide { return true }
        let hasBlank = next > end
        let beforeWide = !hasBlank && following.isWide
        guard isFullStop else { return hasBlank ? !(hasClosing && following.isLowercaseASCII) : beforeWide }
        if beforeWide { return start > sentenceStart && !(0x30...0x39).contains(bytes[start - 1]) }
        guard hasBlank, !following.isLowercaseASCII else { return false }
        if end - start > 1 { return true }
        return !Abbreviation.ends(at: start, from: sentenceStart, in: bytes, beforeDigit: following.isDigit)
    }

    private enum Width { case narrow, wide }

    /// The lead bytes of all end marks: a cheap test that most bytes fail.
    private static func mayBegin(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x21, 0x2E, 0x3F, 0xE2, 0xE3, 0xEF: true
        default: false
        }
    }

    private static func isEnd(_ scalar: Unicode.Scalar) -> Width? {
        switch scalar {
        case ".", "!", "?": .narrow
        case "。", "！", "？", "；", "…", "｡", "．", "‼", "⁇", "⁈", "⁉": .wide
        default: nil
        }
    }

    /// Quotes and brackets that close, and Markdown's emphasis.
    private static let closing: Set<Unicode.Scalar> = [
        "」", "』", "”", "’", "）", "】", "》", "〉", "〕", "＂", "＇", "]", ")", "}", "\"", "'", "»", "*", "_", "`",
    ]
    /// What cannot begin a sentence: the one before goes on.
    private static let continuing: Set<Unicode.Scalar> = [
        ",", ";", ":", "，", "、", "：", "；", "。", "」", "』", "”", "）", "》", ")",
    ]
}

extension Unicode.Scalar {
    fileprivate var isLowercaseASCII: Bool { ("a"..."z").contains(self) }
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
}
