import RAGCore

/// Cuts an answer that arrives in pieces into sentences, each as soon as it is whole.
///
/// A mark such as `[1]` behind the full stop belongs to its sentence. A line of a list or a table is a sentence, and so is a block of code.
/// Joined, the sentences are the text.
package struct SentenceStream: Sendable {
    private var held = ""
    private var isInCode = false
    private var isAtLineStart = true

    package init() {}

    /// Takes the next piece and gives the sentences that are whole by now.
    package mutating func consume(_ piece: String) -> [String] {
        held += piece
        return take(isLast: false)
    }

    /// What is left when the answer has ended.
    package mutating func finish() -> [String] {
        defer { self = SentenceStream() }
        return take(isLast: true)
    }

    /// The sentences of a finished text.
    package static func sentences(of text: String) -> [String] {
        var stream = SentenceStream()
        return stream.consume(text) + stream.finish()
    }

    private mutating func take(isLast: Bool) -> [String] {
        var sentences: [String] = []
        while !held.isEmpty, let end = end(isLast: isLast) {
            sentences.append(String(held[..<end]))
            held = String(held[end...])
        }
        return sentences
    }

    /// Where the first sentence ends; nil where more must come to tell, so that no cut of the text changes anything.
    private mutating func end(isLast: Bool) -> String.Index? {
        let lineEnd = held.firstIndex(where: \.isNewline) ?? held.endIndex
        let isWhole = isLast || lineEnd < held.endIndex
        let line = held[..<lineEnd]
        let start = line.drop(while: \.isWhitespace)
        if isAtLineStart, !isWhole, start.isEmpty || "```".hasPrefix(start) || "~~~".hasPrefix(start) { return nil }
        let isFence = isAtLineStart && (start.hasPrefix("```") || start.hasPrefix("~~~"))
        let isOne = isInCode || isFence || isAtLineStart && start.hasPrefix("|")
        let end = isOne ? (isWhole ? lineEnd : nil) : Self.sentenceEnd(in: line, isWhole: isWhole)
        guard let end else { return nil }
        guard end == lineEnd else {
            isAtLineStart = false
            return end
        }
        // More line ends may follow.
        let next = held[end...].firstIndex { !$0.isNewline } ?? held.endIndex
        guard next < held.endIndex || isLast else { return nil }
        isInCode = isInCode != isFence
        isAtLineStart = true
        return next
    }

    /// Where the first sentence of a line ends, with the marks behind it.
    private static func sentenceEnd(in line: Substring, isWhole: Bool) -> String.Index? {
        var text = String(line)
        let length = text.withUTF8 { bytes in
            var splitter = SentenceSplitter(bytes, range: 0..<bytes.count)
            return splitter.next()?.upperBound ?? 0
        }
        var end = line.utf8.index(line.startIndex, offsetBy: length)
        while true {
            let rest = line[end...].drop { $0 == " " }
            guard let opening = rest.first else { return isWhole ? line.endIndex : nil }
            guard "[［【".contains(opening) else { return end }
            guard let closing = rest.prefix(longestMark).firstIndex(where: { "]］】".contains($0) }) else {
                return isWhole || rest.count >= longestMark ? end : nil
            }
            guard MarkText.numbers(in: rest[..<closing].dropFirst()) != nil else { return end }
            end = line[rest.index(after: closing)...].drop { $0 == " " }.startIndex
        }
    }

    private static let longestMark = 26
}
