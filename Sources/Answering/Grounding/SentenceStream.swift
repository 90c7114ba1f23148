import RAGCore

/// Cuts an answer that arrives in pieces into sentences, each as soon as it is whole.
///
/// A mark such as `[1]` behind the full stop belongs to its sentence. A line of a list or a table is a sentence, and so is a block of code.
/// Joined, the sentences are the text.
package struct SentenceStream: Sendable {
    private var held = ""
    private var isInCode = false

    package init() {}

    /// Takes the next piece and gives the sentences that are whole by now.
    package mutating func consume(_ piece: String) -> [String] {
        held += piece
        return cut(isLast: false)
    }

    /// What is left when the answer has ended.
    package mutating func finish() -> [String] {
        let sentences = cut(isLast: true)
        held = ""
        isInCode = false
        return sentences
    }

    /// The sentences of a finished text.
    package static func sentences(of text: String) -> [String] {
        var stream = SentenceStream()
        return stream.consume(text) + stream.finish()
    }

    private mutating func cut(isLast: Bool) -> [String] {
        var sentences: [String] = []
        while let end = held.firstIndex(where: \.isNewline) {
            let lineEnd = held[end...].firstIndex { !$0.isNewline } ?? held.endIndex
            // More line ends may follow.
            if lineEnd == held.endIndex, !isLast { break }
            sentences += line(String(held[..<lineEnd]))
            held = String(held[lineEnd...])
        }
        if isLast {
            sentences += line(held)
            return sentences
        }
        guard !isInCode, !held.contains(where: \.isNewline) else { return sentences }
        let parts = Self.split(held)
        // The last two are not sure yet: a mark may follow, and what stands behind a full stop tells whether it was one.
        let whole = parts.dropLast(2)
        sentences += whole
        held = parts.suffix(2).joined()
        return sentences
    }

    /// The sentences of a whole line.
    private mutating func line(_ line: String) -> [String] {
        guard !line.isEmpty else { return [] }
        let start = line.drop(while: \.isWhitespace)
        if start.hasPrefix("```") || start.hasPrefix("~~~") {
            isInCode.toggle()
            return [line]
        }
        return isInCode || start.hasPrefix("|") ? [line] : Self.split(line)
    }

    /// Sentences of one line, marks with those before them.
    private static func split(_ line: String) -> [String] {
        var sentences: [String] = []
        for part in SentenceSplitter.sentences(of: line) {
            let rest = afterMarks(part)
            if rest.startIndex == part.startIndex || sentences.isEmpty {
                sentences.append(part)
            } else {
                sentences[sentences.count - 1] += part[..<rest.startIndex]
                if !rest.isEmpty { sentences.append(String(rest)) }
            }
        }
        return sentences
    }

    /// What follows the marks that `text` begins with.
    private static func afterMarks(_ text: String) -> Substring {
        var rest = text[...]
        while true {
            let start = rest.drop { $0 == " " }
            guard let opening = start.first, "[［【".contains(opening),
                let closing = start.firstIndex(where: { "]］】".contains($0) }),
                case let inner = start[start.index(after: start.startIndex)..<closing],
                !inner.isEmpty, inner.allSatisfy({ $0.isNumber || ", ，、;；".contains($0) })
            else { return rest }
            rest = start[start.index(after: closing)...].drop { $0 == " " }
            if let stop = rest.first, "。.!?！？".contains(stop) { rest = rest.dropFirst() }
        }
    }
}
