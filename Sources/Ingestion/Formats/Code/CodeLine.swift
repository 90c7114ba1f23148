/// A line of source code whose comments and strings are masked.
struct CodeLine: Sendable, Hashable {
    /// The line including its line end.
    let range: Range<Int>
    /// Offset of the first byte that is not blank, or the end of the line.
    let content: Int
    /// Columns before the content; a tab advances to the next multiple of 8.
    let indentation: Int
    let isBlank: Bool
    /// Whether the line contains nothing but a comment.
    let isComment: Bool
    /// Whether it is a directive, or excluded by one.
    let isDirective: Bool
    /// Whether it begins inside a comment or a string.
    let isContinued: Bool

    /// Splits `mask`, made from `source`, into lines.
    static func all(of source: SourceText, mask: [UInt8]) -> [CodeLine] {
        (1...source.lineCount).map { line in
            let range = source.start(ofLine: line)..<source.start(ofLine: line + 1)
            var content = range.lowerBound
            var indentation = 0
            while content < range.upperBound, mask[content] == .space || mask[content] == .tab {
                indentation += mask[content] == .tab ? 8 - indentation % 8 : 1
                content += 1
            }
            let code = mask[content..<range.upperBound]
            return CodeLine(
                range: range,
                content: content,
                indentation: indentation,
                isBlank: code.allSatisfy(\.isASCIIBlank),
                isComment: code.first == CodeMask.comment
                    && code.allSatisfy { $0 == CodeMask.comment || $0.isASCIIBlank },
                isDirective: code.first == CodeMask.directive,
                isContinued: range.lowerBound > 0 && !mask[range.lowerBound - 1].isLineEnd
            )
        }
    }
}
