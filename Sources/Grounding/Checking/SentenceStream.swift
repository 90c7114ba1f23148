import Lexicon

/// Splits an answer that arrives in pieces into sentences, each as soon as it is complete.
///
/// A mark such as `[1]` behind the full stop belongs to the sentence. A list item, a table row and a block of code
/// are one sentence each. A sentence of more than 2,000 bytes is cut there, so that a piece costs no more however
/// long the text before it is. The sentences joined are the text.
package struct SentenceStream: Sendable {
    private var held = ""
    private var begunLength = 0
    private var isInCode = false
    private var isAtLineStart = true

    /// Creates a stream that has read nothing.
    package init() {}

    /// Takes the next piece and returns the sentences that are complete now.
    package mutating func consume(_ piece: String) -> [String] {
        held += piece
        return take(isLast: false)
    }

    /// Returns the rest when the answer has ended, and starts over.
    package mutating func finish() -> [String] {
        defer { self = SentenceStream() }
        return take(isLast: true)
    }

    /// Returns the sentences of a finished text.
    package static func sentences(of text: String) -> [String] {
        var stream = SentenceStream()
        return stream.consume(text) + stream.finish()
    }

    /// The beginning of the current sentence that belongs to it whatever follows. Empty in a table row, which is
    /// shown as a whole.
    package var begun: Substring { held[..<held.utf8.index(held.startIndex, offsetBy: begunLength)] }

    private mutating func take(isLast: Bool) -> [String] {
        var sentences: [String] = []
        begunLength = 0
        var rest = held[...]
        defer { held = String(rest) }
        while !rest.isEmpty {
            let window = Self.window(of: rest)
            switch end(of: window, isLast: isLast || window.endIndex < rest.endIndex) {
            case .at(let end):
                sentences.append(String(rest[..<end]))
                rest = rest[end...]
            case .open(let begun):
                begunLength = begun.trimmingEnd().utf8.count
                return sentences
            }
        }
        return sentences
    }

    /// The most bytes of a sentence.
    private static let mostBytes = 2_000

    /// Returns the beginning of `text` in which a sentence must end, up to the beginning of a Unicode scalar.
    private static func window(of text: Substring) -> Substring {
        guard text.utf8.count > mostBytes else { return text }
        let end = text.utf8.index(text.startIndex, offsetBy: mostBytes)
        return text[..<text.unicodeScalars.index(before: text.unicodeScalars.index(after: end))]
    }

    /// The end of a sentence, or the part that certainly belongs to it if more text is needed to decide. The result
    /// does not depend on how the text was cut into pieces.
    private enum End {
        case at(String.Index)
        case open(Substring)
    }

    private mutating func end(of held: Substring, isLast: Bool) -> End {
        let lineEnd = held.firstIndex(where: \.isNewline) ?? held.endIndex
        let isWhole = isLast || lineEnd < held.endIndex
        let line = held[..<lineEnd]
        let start = line.drop(while: \.isWhitespace)
        if isAtLineStart, !isWhole, start.isEmpty || "```".hasPrefix(start) || "~~~".hasPrefix(start) {
            return .open("")
        }
        let isFence = isAtLineStart && (start.hasPrefix("```") || start.hasPrefix("~~~"))
        let isRow = isAtLineStart && start.hasPrefix("|")
        let isOne = isInCode || isFence || isRow
        let ending =
            isOne && isWhole ? .at(lineEnd) : isOne ? .open(line) : Self.sentenceEnd(in: line, isWhole: isWhole)
        switch ending {
        case .open(let begun): return .open(isRow ? "" : begun)
        case .at(let end) where end < lineEnd:
            isAtLineStart = false
            return ending
        case .at(let end):
            // More line breaks may follow.
            let next = held[end...].firstIndex { !$0.isNewline } ?? held.endIndex
            guard next < held.endIndex || isLast else { return .open(isRow ? "" : line) }
            isInCode = isInCode != isFence
            isAtLineStart = true
            return .at(next)
        }
    }

    /// Returns the end of the first sentence of a line, including the citation marks behind it.
    private static func sentenceEnd(in line: Substring, isWhole: Bool) -> End {
        var text = String(line)
        let length = text.withUTF8 { bytes in
            var splitter = SentenceSplitter(bytes, range: 0..<bytes.count)
            return splitter.next()?.upperBound ?? 0
        }
        var end = line.utf8.index(line.startIndex, offsetBy: length)
        while true {
            let open = End.open(line[..<end])
            let rest = line[end...].drop { $0 == " " }
            guard let opening = rest.first else { return isWhole ? .at(line.endIndex) : open }
            guard "[［【".contains(opening) else { return .at(end) }
            guard let closing = rest.prefix(longestMark).firstIndex(where: { "]］】".contains($0) }) else {
                return isWhole || rest.count >= longestMark ? .at(end) : open
            }
            guard CitationMark.numbers(in: rest[..<closing].dropFirst()) != nil else { return .at(end) }
            end = line[rest.index(after: closing)...].drop { $0 == " " }.startIndex
        }
    }

    private static let longestMark = 26
}

extension Substring {
    fileprivate func trimmingEnd() -> Substring {
        prefix(upTo: lastIndex { !$0.isWhitespace }.map(index(after:)) ?? startIndex)
    }
}
