/// One section of a number format, for example that for negative numbers.
struct NumberSection: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        /// Text alone.
        case literal
        /// All digits of a number.
        case general
        case number, scientific, fraction, date
        /// The text of the cell.
        case text
    }

    private(set) var kind = Kind.literal
    private(set) var tokens: [NumberToken] = []
    private(set) var condition: NumberCondition?
    private(set) var language = CalendarNames.english
    private(set) var numerals: ChineseNumerals?
    /// Whether digits are grouped by thousands.
    private(set) var isGrouped = false
    /// Powers of ten that the number is multiplied by: 2 for each `%`, -3 for each comma behind the digits.
    private(set) var scale = 0

    /// Parses a section without its semicolon.
    init(_ code: Substring) {
        var parser = NumberFormatParser(code)
        parser.read()
        tokens = parser.tokens
        condition = parser.condition
        numerals = parser.numerals
        isGrouped = parser.isGrouped
        scale = parser.scale
        language = CalendarNames.names(parser.language, isChinese: parser.language == nil && parser.hasHan)
        if !parser.hasLanguage, !parser.usesWeekdayA { language = .english }
        if numerals == .lower || numerals == .financial, parser.language == 0x404 || parser.language == 0xC04 {
            numerals = numerals?.traditional
        }
        if parser.isDamaged { tokens = [.general] }
        kind = Self.kind(of: tokens)
        if parser.isSystemDate {
            kind = .date
            tokens = [.field(.year(4)), .literal("-"), .field(.month(2)), .literal("-"), .field(.day(2))]
        }
    }

    private static func kind(of tokens: [NumberToken]) -> Kind {
        var kind = Kind.literal
        for token in tokens {
            switch token {
            case .field: return .date
            case .text: kind = .text
            case .general: kind = .general
            case .exponent: kind = .scientific
            case .slash: kind = .fraction
            case .digit, .point: if kind == .literal { kind = .number }
            case .literal: continue
            }
        }
        return kind
    }

    /// Returns the text for a number, or nil if this section cannot show it, such as a negative number as a date.
    func text(_ value: Double, isSigned: Bool, from1904: Bool) -> String? {
        switch kind {
        case .literal: return literals
        case .text: return nil
        case .general: return general(value, isSigned: isSigned)
        case .number: return number(DecimalDigits(value), isSigned: isSigned)
        case .scientific: return scientific(DecimalDigits(value), isSigned: isSigned)
        case .fraction: return fraction(abs(value), isSigned: isSigned)
        case .date: return date(value, from1904: from1904)
        }
    }

    /// Returns the text for a text.
    func text(_ value: String) -> String {
        tokens.reduce(into: "") { text, token in
            if case .text = token { text += value }
            if case .literal(let literal) = token { text += literal }
        }
    }

    private var literals: String {
        tokens.reduce(into: "") { if case .literal(let text) = $1 { $0 += text } }
    }

    private func general(_ value: Double, isSigned: Bool) -> String {
        let digits = DecimalDigits(abs(value))
        let shown = numerals?.text(digits.general) ?? digits.general
        return tokens.reduce(into: isSigned && !digits.isZero ? "-" : "") { text, token in
            if case .general = token { text += shown }
            if case .literal(let literal) = token { text += literal }
        }
    }
}
