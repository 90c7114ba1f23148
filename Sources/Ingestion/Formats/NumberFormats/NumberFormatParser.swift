/// A parser for one section of a number format. It reads each character once.
struct NumberFormatParser {
    private(set) var tokens: [NumberToken] = []
    private(set) var condition: NumberCondition?
    private(set) var numerals: ChineseNumerals?
    /// Windows language identifier of `[$-804]`; nil if the format has none.
    private(set) var language: Int?
    private(set) var isGrouped = false
    private(set) var scale = 0
    /// Whether the system decides how dates look: `[$-F800]`.
    private(set) var isSystemDate = false
    /// Whether a text in the format is Chinese.
    private(set) var hasHan = false
    /// Whether it names weekdays with `aaa`, which East Asian programs write.
    private(set) var usesWeekdayA = false

    /// Whether a quotation mark or a bracket is never closed.
    private(set) var isDamaged = false

    private var rest: Substring
    /// Commas since the last digit.
    private var commas = 0
    private var digits = 0
    private var sawPoint = false

    init(_ section: Substring) { rest = section }

    var hasLanguage: Bool { language != nil }

    /// Splits a code at the semicolons outside quotation marks, brackets and escapes.
    static func sections(of code: String) -> [Substring] {
        var sections: [Substring] = []
        var start = code.startIndex
        var index = start
        var closing: Character?
        while index < code.endIndex {
            let character = code[index]
            let next = code.index(after: index)
            if let mark = closing {
                if character == mark { closing = nil }
            } else if character == "\"" {
                closing = "\""
            } else if character == "[", code[next...].contains("]") {
                closing = "]"
            } else if "\\_*".contains(character), next < code.endIndex {
                index = next
            } else if character == ";" {
                sections.append(code[start..<index])
                start = next
            }
            index = code.index(after: index)
        }
        return sections + [code[start...]]
    }

    /// Reads the whole section.
    mutating func read() {
        while let character = rest.first {
            if take(keyword: "General") || take(keyword: "G/通用格式") || take(keyword: "G/標準") {
                tokens.append(.general)
            } else {
                rest.removeFirst()
                read(character)
            }
        }
        scale -= 3 * min(commas, 100)
        tokens.findMinutes()
    }

    private mutating func read(_ character: Character) {
        switch character {
        case "\"":
            isDamaged = isDamaged || !rest.contains("\"")
            literal(String(rest.prefix { $0 != "\"" }))
            rest = rest.drop { $0 != "\"" }.dropFirst()
        case "\\": if let next = rest.popFirst() { literal(String(next)) }
        // The escape of Chinese and Japanese editions: `0!.0,"万元"`. In others it is a text.
        case "!" where rest.first.map({ ".,\"%@/;".contains($0) }) == true:
            if let next = rest.popFirst() { literal(String(next)) }
        // A gap as wide as the next character, and a character that fills the cell.
        case "_": if rest.popFirst() != nil { literal(" ") }
        case "*": rest = rest.dropFirst()
        case "[": bracket()
        case "0", "#", "?": digit(character)
        case ".": point()
        case ",": comma()
        case "%":
            scale += 2
            literal("%")
        case "/" where endsWithDigit: slash()
        case "E", "e":
            if let sign = rest.first, sign == "+" || sign == "-", digits > 0 {
                rest.removeFirst()
                tokens.append(.exponent(showsPlus: sign == "+"))
            } else {
                rest = rest.drop { $0 == "e" || $0 == "E" }
                tokens.append(.field(.year(4)))
            }
        case "@": tokens.append(.text)
        case "上" where take(keyword: "午/下午"):
            tokens.append(.field(.halfDay("上午/下午")))
        default: if !letters(character) { literal(String(character)) }
        }
    }

    /// Reads a run of letters that stand for a part of a date; returns false for anything else.
    private mutating func letters(_ first: Character) -> Bool {
        let letter = first.lowercased()
        if letter == "a", let half = halfDay(first) {
            tokens.append(.field(.halfDay(half)))
            return true
        }
        guard letter.utf8.count == 1, "ymdhsabg".contains(letter) else { return false }
        let run = rest.prefix { $0.lowercased() == letter }
        let count = run.count + 1
        switch letter {
        case "y": tokens.append(.field(.year(count > 2 ? 4 : 2)))
        case "m": tokens.append(.field(.month(min(count, 5))))
        case "d": tokens.append(.field(count > 2 ? .weekday(isLong: count > 3) : .day(count)))
        case "h": tokens.append(.field(.hour(min(count, 2))))
        case "s": tokens.append(.field(.second(min(count, 2))))
        case "b": tokens.append(.field(.buddhistYear))
        case "g": tokens.append(.field(.era))
        default:
            guard count > 2 else { return false }
            usesWeekdayA = true
            tokens.append(.field(.weekday(isLong: count > 3)))
        }
        rest = rest.dropFirst(run.count)
        return true
    }

    private mutating func halfDay(_ first: Character) -> String? {
        for ending in ["m/pm", "/p"] where rest.prefix(ending.count).lowercased() == ending {
            let word = String(first) + rest.prefix(ending.count)
            rest = rest.dropFirst(ending.count)
            return word
        }
        return nil
    }

    private mutating func bracket() {
        guard let end = rest.firstIndex(of: "]") else {
            isDamaged = true
            return
        }
        let inside = rest[..<end]
        rest = rest[end...].dropFirst()
        let lowered = inside.lowercased()
        if inside.first == "$" {
            currency(inside.dropFirst())
        } else if let condition = NumberCondition(inside) {
            self.condition = condition
        } else if let unit = lowered.utf8.first, "hms".utf8.contains(unit), lowered.utf8.allSatisfy({ $0 == unit }) {
            tokens.append(.field(.elapsed(unit: unit, width: min(lowered.count, 9))))
        } else if lowered.hasPrefix("dbnum"), let number = Int(lowered.dropFirst(5)) {
            numerals = ChineseNumerals(rawValue: number)
        }
    }

    /// Reads `$¥-804`: a symbol to show and a language. The identifier may begin with the numerals to use.
    private mutating func currency(_ text: Substring) {
        let dash = text.lastIndex(of: "-") ?? text.endIndex
        if dash > text.startIndex { literal(String(text[..<dash])) }
        let name = text[dash...].dropFirst().prefix { $0 != "," }
        guard let code = Int(name, radix: 16) else {
            isSystemDate = isSystemDate || name.lowercased().contains("sysdate")
            return
        }
        if code & 0xFFFF == 0xF800 {
            isSystemDate = true
        } else if code & 0xFFFF > 1, code & 0xFFFF != 0xF400 {
            language = code & 0xFFFF
        }
        if let numerals = ChineseNumerals(identifier: code >> 24) { self.numerals = numerals }
    }

    private mutating func digit(_ character: Character) {
        if hasDate { return literal(String(character)) }
        if commas > 0, !sawPoint, digits > 0 { isGrouped = true }
        commas = 0
        digits += 1
        tokens.append(.digit(character.utf8.first ?? 0))
    }

    private mutating func point() {
        let zeros = rest.prefix { $0 == "0" }.count
        if zeros > 0, hasDate {
            rest = rest.dropFirst(zeros)
            tokens.append(.field(.fraction(min(zeros, 3))))
        } else if sawPoint || hasDate {
            literal(".")
        } else {
            sawPoint = true
            scale -= 3 * min(commas, 100)
            commas = 0
            tokens.append(.point)
        }
    }

    private mutating func comma() {
        if digits == 0 || hasDate || !(endsWithDigit || commas > 0) {
            literal(",")
        } else {
            commas += 1
        }
    }

    private var hasDate: Bool { tokens.contains(where: \.isDate) }

    private var endsWithDigit: Bool { if case .digit = tokens.last { true } else { false } }

    /// Reads the line of a fraction, and the denominator if it is a number.
    private mutating func slash() {
        let digits = rest.prefix { "0123456789".contains($0) }
        guard digits.contains(where: { $0 != "0" }), let denominator = Int(digits), denominator > 0 else {
            tokens.append(.slash(denominator: nil))
            return
        }
        rest = rest.dropFirst(digits.count)
        tokens.append(.slash(denominator: min(denominator, 1_000_000)))
    }

    private mutating func literal(_ text: String) {
        guard !text.isEmpty else { return }
        hasHan = hasHan || text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
        tokens.append(.literal(text))
    }

    private mutating func take(keyword: String) -> Bool {
        guard rest.utf8.first.map({ $0 | 0x20 }) == keyword.utf8.first.map({ $0 | 0x20 }),
            rest.prefix(keyword.count).lowercased() == keyword.lowercased()
        else { return false }
        rest = rest.dropFirst(keyword.count)
        return true
    }
}
