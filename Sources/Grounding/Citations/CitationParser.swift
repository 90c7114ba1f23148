import Lexicon

/// Reads citation marks such as `[1]` in text that arrives in pieces, and drops those that name no passage.
///
/// It understands `[1]`, `[1][2]`, `[1, 2]`, `[1、2]`, `[1-3]`, `[^1]`, `[来源 1]`, `[Source 1]`,
/// `【1†source】` and full-width brackets and digits, and writes all of them as `[1]`. A dropped mark takes the
/// space before it along. Other brackets pass unchanged, and so does code between backticks: `a[1]` is no citation.
/// The result does not depend on how the text was cut into pieces.
package struct CitationParser: Sendable {
    /// The numbers that name a passage in the text that is read.
    private let passages: Range<Int>
    /// The number that is added to each mark.
    private let offset: Int
    /// The numbers cited so far, in order of first mention.
    package private(set) var cited: [Int] = []

    private var held = ""
    private var space = ""
    private var code = CodeSpan()

    /// The length of the longest text between brackets that may still be a mark.
    private static let longestMark = 24

    /// Creates a parser that keeps marks from 1 to `passageCount` and writes the first one as `firstNumber`.
    package init(passageCount: Int, numberedFrom firstNumber: Int = 1) {
        passages = 1..<(passageCount + 1)
        offset = firstNumber - 1
    }

    /// Takes the next piece of the answer and returns the text that can be shown now.
    package mutating func consume(_ piece: String) -> String {
        var shown = String.UnicodeScalarView()
        for scalar in piece.unicodeScalars { read(scalar, into: &shown) }
        return String(shown)
    }

    /// Returns the text that is still held back when the answer has ended.
    package mutating func finish() -> String {
        defer { (held, space) = ("", "") }
        return space + held
    }

    /// Returns `text` without its marks, and the numbers that they name.
    package static func withoutMarks(_ text: String) -> (text: String, cited: [Int]) {
        var (reader, remover) = (CitationParser(passageCount: 999), CitationParser(passageCount: 0))
        _ = reader.consume(text)
        return (remover.consume(text) + remover.finish(), reader.cited)
    }

    private mutating func read(_ scalar: Unicode.Scalar, into shown: inout String.UnicodeScalarView) {
        if !held.isEmpty {
            if Self.closes(scalar) {
                held.unicodeScalars.append(scalar)
                shown.append(contentsOf: resolve().unicodeScalars)
                return
            }
            if CitationMark.mayContain(scalar), held.unicodeScalars.count < Self.longestMark {
                held.unicodeScalars.append(scalar)
                return
            }
            shown.append(contentsOf: (space + held).unicodeScalars)
            (held, space) = ("", "")
        }
        let isCode = code.reads(scalar)
        if !isCode, Self.opens(scalar) {
            held = String(scalar)
        } else if scalar == " " {
            space.append(" ")
        } else {
            shown.append(contentsOf: space.unicodeScalars)
            shown.append(scalar)
            space = ""
        }
    }

    private static func opens(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "[" || scalar == "［" || scalar == "【"
    }

    private static func closes(_ scalar: Unicode.Scalar) -> Bool {
        scalar == "]" || scalar == "］" || scalar == "】"
    }

    /// Returns the text that replaces the bracket which was just closed.
    private mutating func resolve() -> String {
        defer { (held, space) = ("", "") }
        guard let numbers = CitationMark.numbers(in: held.dropFirst().dropLast()) else { return space + held }
        var marks = ""
        for number in numbers where passages.contains(number) {
            let shown = number + offset
            if !cited.contains(shown) { cited.append(shown) }
            marks += "[\(shown)]"
        }
        return marks.isEmpty ? "" : space + marks
    }
}

/// Tracks whether text is code: in a span between backticks on one line, or in a block between triple backticks.
private struct CodeSpan: Sendable {
    private var ticks = 0
    private var isInSpan = false
    private var isInBlock = false

    /// Reads one scalar and returns whether it is code.
    mutating func reads(_ scalar: Unicode.Scalar) -> Bool {
        if scalar == "`" {
            ticks += 1
            return true
        }
        if ticks >= 3 {
            isInBlock.toggle()
            isInSpan = false
        } else if ticks > 0, !isInBlock {
            isInSpan.toggle()
        }
        ticks = 0
        if scalar.isNewline { isInSpan = false }
        return isInSpan || isInBlock
    }
}
