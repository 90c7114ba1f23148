/// A number format of a spreadsheet (ECMA-376, part 1, 18.8.31): up to three sections for numbers and one for texts.
///
/// It gives the text that the sheet displays, rounded like there, because people compare an answer with their sheet.
struct NumberFormat: Sendable, Hashable {
    /// Sections for numbers; empty if the code has only one for texts.
    private let sections: [NumberSection]
    /// Section for texts; nil if texts are shown as they are.
    private let textSection: NumberSection?

    /// The format of cells without one.
    static let general = NumberFormat(code: "General")

    /// Most bytes of a code; Excel takes 255 characters.
    private static let longest = 1_000

    /// Parses a format code such as `#,##0.00;[Red]-0` or `yyyy"年"m"月"`. Reads any text; what is no format is
    /// shown as it is.
    init(code: String) {
        let code = code.utf8.count > Self.longest ? "General" : code
        var parts = NumberFormatParser.sections(of: code).prefix(4).map(NumberSection.init)
        let last = parts.last
        if parts.count == 4 || last?.kind == .text {
            textSection = last
            parts.removeLast()
        } else {
            textSection = nil
        }
        sections = parts
    }

    /// Returns the text that a cell with a number shows. `from1904`: whether the workbook counts days from 1904.
    func text(_ value: Double, from1904: Bool) -> String {
        guard value.isFinite else { return "" }
        guard let index = index(for: value) else { return DecimalDigits(value).general }
        let section = sections[index]
        // Only the first section shows a sign by itself.
        let isSigned = value < 0 && index == 0 && section.condition?.onlyNegative != true
        return section.text(value, isSigned: isSigned, from1904: from1904) ?? DecimalDigits(value).general
    }

    /// Returns the text that a cell with a text shows.
    func text(_ value: String) -> String { textSection.map { $0.text(value) } ?? value }

    /// Whether it shows a day, a month or a year.
    var showsDay: Bool {
        sections.first?.tokens.contains { token in
            switch token {
            case .field(.day), .field(.month), .field(.year): true
            default: false
            }
        } ?? false
    }

    /// Dates and times in ISO 8601.
    static let isoDate = NumberFormat(code: "yyyy-mm-dd")
    static let isoTime = NumberFormat(code: "yyyy-mm-dd hh:mm:ss")

    /// Returns the index of the section for a number, or nil if none of them applies.
    private func index(for value: Double) -> Int? {
        switch sections.count {
        case 0: return nil
        case 1: return sections[0].condition?.includes(value) == false ? nil : 0
        default: break
        }
        let isLong = sections.count > 2
        let first = sections[0].condition ?? NumberCondition(isLong ? .greater : .notLess, 0)
        if first.includes(value) { return 0 }
        let second = sections[1].condition ?? (isLong ? NumberCondition(.less, 0) : nil)
        if second?.includes(value) != false { return 1 }
        return isLong ? 2 : nil
    }
}
