/// A line of source code behind its mask.
struct CodeLine: Sendable, Hashable {
    /// With its line end.
    let range: Range<Int>
    /// Offset of the first byte that is no blank; the end of the line where there is none.
    let content: Int
    /// Columns before the content; a tab goes to the next column that 8 divides.
    let indentation: Int
    let isBlank: Bool
    /// Whether nothing but a comment stands in it.
    let isComment: Bool
    /// Whether it is a directive, or hidden by one.
    let isDirective: Bool
    /// Whether it begins inside a comment or a string.
    let isContinued: Bool

    /// The lines of `mask`, of `source`.
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
