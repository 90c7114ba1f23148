import RAGCore

/// The number at the beginning of a line, in one of the notations of headings and lists: `第三章`, `一、`,
/// `（一）`, `1.1`, `1.`, `(1)`, `Article 5`, or a line in `【】`.
struct OutlineMark: Sendable, Hashable {
    /// Notations. A document uses one for each level of its outline.
    enum Kind: Sendable, Hashable {
        /// `第三章`, `第二篇`
        case chapter
        /// `第二节`
        case section
        /// `第五条`
        case clause
        /// `一、`
        case han
        /// `（一）`
        case bracketedHan
        /// `1.1`, `2.3.1`, by the number of numbers
        case decimal(Int)
        /// `1.`, `1、`, `1)`
        case number
        /// `（1）`
        case bracketedNumber
        /// `Chapter 1`, `Part II`
        case englishChapter
        /// `Section 2`, `Article 5`, `Appendix A`
        case englishSection
        /// A whole line in `【】`
        case bracketedLine

        /// Whether the notation is one of lists as well.
        var isOfLists: Bool { self == .number || self == .bracketedNumber }
    }

    let kind: Kind
    /// The number; of `2.3.1` the last one. 0 for a line in brackets.
    let number: Int

    /// Parses the beginning of a line without blanks around it; nil if it has no such number.
    init?(_ line: Substring) {
        guard let first = line.unicodeScalars.first else { return nil }
        switch first {
        case "第": self.init(ordinal: line)
        case "0"..."9", "０"..."９": self.init(decimal: line)
        case "(", "（": self.init(bracketed: line)
        case "【":
            guard line.last == "】", line.dropFirst().firstIndex(of: "】") == line.index(before: line.endIndex) else {
                return nil
            }
            self.init(.bracketedLine, 0)
        case "C", "P", "S", "A": self.init(english: line)
        default:
            let digits = line.prefix(4).prefix { Self.hanDigits.contains($0) }
            guard let number = Self.number(han: digits), let mark = line[digits.endIndex...].first,
                "、．.".contains(mark)
            else { return nil }
            self.init(.han, number)
        }
    }

    private init(_ kind: Kind, _ number: Int) {
        self.kind = kind
        self.number = number
    }

    private init?(ordinal line: Substring) {
        let rest = line.dropFirst().drop(while: \.isWhitespace)
        let digits = rest.prefix(6).prefix { Self.hanDigits.contains($0) || $0.isWholeNumber }
        let unit = rest[digits.endIndex...].drop(while: \.isWhitespace)
        guard let number = Self.number(han: digits) ?? Int(digits), let name = unit.first else { return nil }
        switch name {
        case "章", "篇", "编", "部": self.init(.chapter, number)
        case "节": self.init(.section, number)
        case "条": self.init(.clause, number)
        default: return nil
        }
    }

    private init?(decimal line: Substring) {
        let head = line.prefix(20).prefix { $0.isWholeNumber || $0 == "." || $0 == "．" }
        let numbers = head.split { $0 == "." || $0 == "．" }.map { $0.compactMap(\.wholeNumberValue) }
        guard let last = numbers.last, numbers.count <= 5, numbers.allSatisfy({ $0.count <= 2 }) else { return nil }
        let number = last.reduce(0) { $0 * 10 + $1 }
        let after = line[head.endIndex...].first
        if numbers.count > 1 {
            // A title follows a blank, or a Chinese character, which no unit begins with: `1.1 范围`.
            guard let after, after.isWhitespace else { return nil }
            self.init(.decimal(numbers.count), number)
            return
        }
        let hasStop = head.last == "." || head.last == "．"
        guard let after, hasStop ? !after.isWholeNumber : "、)）".contains(after) else { return nil }
        self.init(.number, number)
    }

    private init?(bracketed line: Substring) {
        let digits = line.dropFirst().prefix(4).prefix { $0 != ")" && $0 != "）" }
        guard digits.endIndex < line.endIndex, ")）".contains(line[digits.endIndex]) else { return nil }
        if let number = Self.number(han: digits) {
            self.init(.bracketedHan, number)
        } else if let number = Int(digits) {
            self.init(.bracketedNumber, number)
        } else {
            return nil
        }
    }

    private init?(english line: Substring) {
        let word = line.prefix { $0.isLetter }
        let isChapter = ["Chapter", "CHAPTER", "Part", "PART"].contains(word)
        guard isChapter || ["Section", "SECTION", "Article", "ARTICLE", "Appendix", "APPENDIX"].contains(word) else {
            return nil
        }
        let rest = line[word.endIndex...]
        let number = rest.drop(while: \.isWhitespace).prefix { $0.isLetter || $0.isWholeNumber }
        guard rest.first?.isWhitespace == true, !number.isEmpty else { return nil }
        // `Section 5 of the terms` is a sentence that goes on.
        let title = rest[number.endIndex...].drop { " .:-–—\t".contains($0) }
        guard title.first?.isLowercase != true else { return nil }
        let letters = number.utf8.first.map { Int($0 & 0x1F) } ?? 0
        guard let value = Int(number) ?? Self.roman[number] ?? (number.count == 1 ? letters : nil) else { return nil }
        self.init(isChapter ? .englishChapter : .englishSection, value)
    }

    private static let hanDigits: Set<Character> = ["〇", "零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "百"]
    private static let roman: [Substring: Int] = [
        "I": 1, "II": 2, "III": 3, "IV": 4, "V": 5, "VI": 6, "VII": 7, "VIII": 8, "IX": 9, "X": 10, "XI": 11, "XII": 12,
    ]

    /// Returns the value of a Chinese number below 1,000, or nil.
    private static func number(han text: Substring) -> Int? {
        guard !text.isEmpty else { return nil }
        var value = 0
        var digit = 0
        for character in text {
            switch character {
            case "十":
                value += max(digit, 1) * 10
                digit = 0
            case "百":
                value += max(digit, 1) * 100
                digit = 0
            default:
                guard let next = Array("零一二三四五六七八九").firstIndex(of: character == "〇" ? "零" : character) else {
                    return nil
                }
                digit = next
            }
        }
        return value + digit
    }
}
