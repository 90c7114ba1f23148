import Foundation

/// The smallest pieces that facts are made of.
struct FactToken: Sendable, Hashable {
    enum Kind: Sendable, Hashable {
        case number(Double)
        /// `16:00`, in minutes since midnight.
        case clock(Int)
        /// `2027-02-10`.
        case date(year: Int, month: Int, day: Int)
        /// Letters and digits that belong together: `E-1042`, `400-555-0126`.
        case code(String)
        /// A Latin word.
        case word
        case han
        case symbol
        case lineEnd
    }

    let kind: Kind
    /// In lower case, half-width.
    let text: String
    /// As it was written.
    let written: String
    /// Whether it touches what stands before it.
    let isAttached: Bool

    /// The character of a Han token.
    var character: Character { text.first ?? " " }
    var isHan: Bool { kind == .han }
    var number: Double? { if case .number(let value) = kind { value } else { nil } }

    /// The tokens of `text`, its full-width forms folded.
    static func tokens(of text: String) -> [FactToken] {
        var reader = Reader(Array(folded(text)))
        return reader.read()
    }

    /// `text` with compatibility forms made plain (NFKC), so that `１５`, `℃` and `15`, `°C` are alike. A full-width comma stays apart
    /// from one that groups digits.
    static func folded(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
        var plain = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { plain.append(scalar == "，" ? "、" : scalar == "｜" ? "|" : scalar) }
        return String(plain).precomposedStringWithCompatibilityMapping
    }
}

/// Reads tokens character by character.
private struct Reader {
    private let characters: [Character]
    private var place = 0
    private var tokens: [FactToken] = []

    /// Digits without a unit from which on a number is somebody's: an order, a telephone.
    private static let codeDigits = 7

    init(_ characters: [Character]) { self.characters = characters }

    mutating func read() -> [FactToken] {
        while let character = peek() {
            let start = place
            if character.isNewline {
                place += 1
                append(.lineEnd, from: start)
            } else if character.isWhitespace {
                place += 1
            } else if let kind = telephone() {
                append(kind, from: start)
            } else if character.isDigit {
                append(number(), from: start)
            } else if character.isLatinLetter {
                append(word(), from: start)
            } else {
                place += 1
                append(character.isHanCharacter ? .han : .symbol, from: start)
            }
        }
        return tokens
    }

    private func peek(_ ahead: Int = 0) -> Character? {
        place + ahead < characters.count ? characters[place + ahead] : nil
    }

    private mutating func append(_ kind: FactToken.Kind, from start: Int) {
        let written = String(characters[start..<place])
        tokens.append(
            FactToken(
                kind: kind,
                text: written.lowercased(),
                written: written,
                isAttached: start > 0 && !characters[start - 1].isWhitespace
            )
        )
    }

    private mutating func digits() -> String {
        let start = place
        while peek()?.isDigit == true { place += 1 }
        return String(characters[start..<place])
    }

    /// `+86 571 5555 0126` and `400-555-0126`: groups of digits, seven digits or more.
    private mutating func telephone() -> FactToken.Kind? {
        let start = place
        let isInternational = peek() == "+"
        if isInternational { place += 1 }
        guard peek()?.isDigit == true, start == 0 || !characters[start - 1].isDigit else {
            place = start
            return nil
        }
        var groups = [digits()]
        while let separator = peek(), separator == "-" || isInternational && separator == " ",
            peek(1)?.isDigit == true
        {
            place += 1
            groups.append(digits())
        }
        let isDate = groups.count == 3 && groups[0].count == 4 && groups[1].count <= 2 && groups[2].count <= 2
        let count = groups.reduce(0) { $0 + $1.count }
        guard !isDate, count >= Self.codeDigits, isInternational || groups.count >= 3 || groups.count == 2 && count > 9
        else {
            place = start
            return nil
        }
        return .code(groups.joined())
    }

    private mutating func number() -> FactToken.Kind {
        let start = place
        var whole = digits()
        if let date = date(year: whole) { return date }
        if whole.count <= 2, peek() == ":" || peek() == "：", peek(1)?.isDigit == true, peek(2)?.isDigit == true,
            let hour = Int(whole), hour <= 24, let clock = clock(hour: hour)
        {
            return clock
        }
        while whole.count <= 3 || place - start > 4, peek() == ",", (1...3).allSatisfy({ peek($0)?.isDigit == true }),
            peek(4)?.isDigit != true
        {
            place += 1
            whole += digits()
        }
        if peek() == ".", peek(1)?.isDigit == true {
            place += 1
            whole += "." + digits()
        }
        if peek() == ".", peek(1)?.isDigit == true {
            // A version or an address: 1.2.3.
            while let next = peek(), next.isDigit || next == "." && peek(1)?.isDigit == true { place += 1 }
            return .code(String(characters[start..<place]))
        }
        // `3D` is a name; `5000Pa` and `30min` are a number and its unit.
        if peek()?.isLatinLetter == true {
            var end = place
            while end < characters.count, characters[end].isLatinLetter || characters[end].isDigit { end += 1 }
            let letters = String(characters[place..<end]).lowercased()
            let isOrdinal = ["st", "nd", "rd", "th"].contains(letters)
            if !isOrdinal, UnitTable.latin(letters) == nil, !["am", "pm", "a", "p"].contains(letters) {
                place = end
                return .code(String(characters[start..<end]).lowercased())
            }
        }
        return .number(Double(whole) ?? 0)
    }

    private mutating func date(year: String) -> FactToken.Kind? {
        guard year.count == 4, let separator = peek(), "-/.".contains(separator) else { return nil }
        let start = place
        place += 1
        let month = digits()
        guard (1...2).contains(month.count), peek() == separator, peek(1)?.isDigit == true else {
            place = start
            return nil
        }
        place += 1
        let day = digits()
        guard let year = Int(year), let month = Int(month), let day = Int(day), (1...12).contains(month),
            (1...31).contains(day)
        else {
            place = start
            return nil
        }
        return .date(year: year, month: month, day: day)
    }

    private mutating func clock(hour: Int) -> FactToken.Kind? {
        guard let minute = Int(String(characters[(place + 1)...(place + 2)])), minute < 60 else { return nil }
        place += 3
        if peek() == ":", peek(1)?.isDigit == true, peek(2)?.isDigit == true { place += 3 }
        return .clock((hour * 60 + minute) % 1_440)
    }

    private mutating func word() -> FactToken.Kind {
        let start = place
        while let character = peek() {
            let joins = "-_'’.@".contains(character) && peek(1).map { $0.isLatinLetter || $0.isDigit } == true
            guard character.isLatinLetter || character.isDigit || joins else { break }
            place += 1
        }
        let word = characters[start..<place]
        guard word.contains(where: \.isDigit), !word.contains("@") else { return .word }
        return .code(String(word.filter { $0.isLatinLetter || $0.isDigit }).lowercased())
    }
}

extension Character {
    var isDigit: Bool { ("0"..."9").contains(self) }
    var isLatinLetter: Bool {
        guard let value = unicodeScalars.first?.value else { return false }
        return (value | 0x20) &- 0x61 < 26 || (0xC0...0x24F).contains(value) && value != 0xD7 && value != 0xF7
    }
    var isHanCharacter: Bool { unicodeScalars.first?.properties.isIdeographic ?? false }
}

extension FactToken {
    /// Whether it stands between the ends of a range.
    var joinsRange: Bool {
        ["到", "至", "-", "–", "—", "~", "～", "to", "and", "or", "或", "、", "through", "和"].contains(text)
    }
}
