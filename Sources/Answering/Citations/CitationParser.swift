/// Reads marks such as `[1]` out of text that arrives in pieces, so that only those with a passage behind them are shown.
///
/// Understood are `[1]`, `[1][2]`, `[1, 2]`, `[1、2]`, `[1-3]`, `[^1]`, `[来源 1]`, `[Source 1]`, `【1†source】` and full-width brackets and
/// digits; all are written as `[1]`. A mark without a passage is dropped together with the space before it. Other brackets pass through
/// as they are, and so does what stands between backticks: `a[1]` is code. What is shown does not depend on how the text was cut.
struct CitationParser: Sendable {
    /// Numbers for which there is a passage.
    let passages: Range<Int>
    /// Numbers cited so far, in order of first mention.
    private(set) var cited: [Int] = []

    private var held = ""
    private var space = ""
    private var code = CodeSpan()

    /// Longest text between brackets that may still be a mark.
    private static let longestMark = 24
    private static let opening: Set<Character> = ["[", "［", "【"]
    private static let closing: Set<Character> = ["]", "］", "】"]

    /// Marks from 1 to `passageCount` are kept.
    init(passageCount: Int) {
        passages = 1..<(passageCount + 1)
    }

    /// Takes the next piece and gives the text that can be shown by now.
    mutating func consume(_ piece: String) -> String {
        var shown = ""
        for character in piece { shown += consume(character) }
        return shown
    }

    /// The text still held back when the reply has ended.
    mutating func finish() -> String {
        defer { (held, space) = ("", "") }
        return space + held
    }

    /// `text` without its marks, and the numbers they name.
    static func withoutMarks(_ text: String) -> (text: String, cited: [Int]) {
        var (reader, remover) = (CitationParser(passageCount: 999), CitationParser(passageCount: 0))
        _ = reader.consume(text)
        return (remover.consume(text) + remover.finish(), reader.cited)
    }

    private mutating func consume(_ character: Character) -> String {
        if !held.isEmpty {
            if Self.closing.contains(character) {
                held.append(character)
                return resolve()
            }
            if MarkText.mayHold(character), held.count < Self.longestMark {
                held.append(character)
                return ""
            }
            let before = space + held
            (held, space) = ("", "")
            return before + consumeFresh(character)
        }
        return consumeFresh(character)
    }

    private mutating func consumeFresh(_ character: Character) -> String {
        let isCode = code.reads(character)
        if !isCode, Self.opening.contains(character) {
            held = String(character)
            return ""
        }
        if character == " " {
            space.append(character)
            return ""
        }
        defer { space = "" }
        return space + String(character)
    }

    /// What stands for the bracket that was just closed.
    private mutating func resolve() -> String {
        defer { (held, space) = ("", "") }
        guard let numbers = MarkText.numbers(in: held.dropFirst().dropLast()) else { return space + held }
        var marks = ""
        for number in numbers where passages.contains(number) {
            if !cited.contains(number) { cited.append(number) }
            marks += "[\(number)]"
        }
        return marks.isEmpty ? "" : space + marks
    }
}

/// Whether text stands between backticks: in a span on its line, or in a block behind three.
private struct CodeSpan: Sendable {
    private var ticks = 0
    private var isInSpan = false
    private var isInBlock = false

    /// Reads one character; true where it is code.
    mutating func reads(_ character: Character) -> Bool {
        if character == "`" {
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
        if character.isNewline { isInSpan = false }
        return isInSpan || isInBlock
    }
}
