/// Reads marks such as `[1]` out of text that arrives in pieces, so that only those with a passage behind them are shown.
///
/// Understood are `[1]`, `[1][2]`, `[1, 2]`, `[1、2]`, the full-width `［1］` and `【1】`; all are written as `[1]`. A mark without a
/// passage is dropped together with the space before it. Other brackets pass through as they are.
struct CitationParser: Sendable {
    /// Numbers for which there is a passage.
    let passages: Range<Int>
    /// Numbers cited so far, in order of first mention.
    private(set) var cited: [Int] = []

    private var held = ""
    private var space = ""

    /// Longest text between brackets that may still be a mark.
    private static let longestMark = 24
    private static let opening: Set<Character> = ["[", "［", "【"]
    private static let closing: Set<Character> = ["]", "］", "】"]
    private static let separators: Set<Character> = [",", " ", "，", "、", ";", "；"]

    /// Marks from 1 to `passageCount` are kept.
    init(passageCount: Int) {
        passages = 1..<(passageCount + 1)
    }

    /// Takes the next piece and gives the text that can be shown by now.
    mutating func consume(_ piece: String) -> String {
        var shown = ""
        for character in piece {
            if held.isEmpty {
                if Self.opening.contains(character) {
                    held = String(character)
                } else if character == " " {
                    space.append(character)
                } else {
                    shown += space
                    space = ""
                    shown.append(character)
                }
            } else if Self.closing.contains(character) {
                held.append(character)
                shown += resolve()
            } else if character.wholeNumberValue != nil || Self.separators.contains(character),
                held.count < Self.longestMark
            {
                held.append(character)
            } else {
                shown += space + held
                space = ""
                held = ""
                shown += consume(String(character))
            }
        }
        return shown
    }

    /// The text still held back when the reply has ended.
    mutating func finish() -> String {
        defer { (held, space) = ("", "") }
        return held.isEmpty ? "" : space + held
    }

    /// What stands for the bracket that was just closed.
    private mutating func resolve() -> String {
        defer { (held, space) = ("", "") }
        let numbers = held.dropFirst().dropLast().split(whereSeparator: Self.separators.contains)
            .map { Int(String($0.compactMap(\.wholeNumberValue).map(String.init).joined())) }
        guard !numbers.isEmpty else { return space + held }
        var marks = ""
        for case let number? in numbers where passages.contains(number) {
            if !cited.contains(number) { cited.append(number) }
            marks += "[\(number)]"
        }
        return marks.isEmpty ? "" : space + marks
    }
}
