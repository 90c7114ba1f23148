/// A word, number or mark of a text: the smallest pieces that facts and names are read from.
package struct TextToken: Sendable, Hashable {
    /// The kind of a token, with the value of a number, time or day.
    package enum Kind: Sendable, Hashable {
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

    /// The kind, with the value of a number, time or day.
    package let kind: Kind
    /// The token in lower case and plain width.
    package let text: String
    /// The token as the text writes it, in plain width.
    package let written: String
    /// Whether no white space stands before it.
    package let isAttached: Bool

    /// The first character; the only one of a Han token.
    package var character: Character { text.first ?? " " }
    /// The first scalar of the first character.
    package var scalar: Unicode.Scalar { text.unicodeScalars.first ?? " " }
    /// Whether it is a Han character.
    package var isHan: Bool { if case .han = kind { true } else { false } }
    /// The value of a number token; nil for every other kind.
    package var number: Double? { if case .number(let value) = kind { value } else { nil } }

    /// Returns the tokens of `text` in order, read after `foldingWidth`.
    package static func tokens(of text: String) -> [TextToken] {
        var reader = Reader(CharacterArray(text.foldingWidth()))
        return reader.read()
    }

}

/// Reads tokens character by character.
private struct Reader {
    private let characters: CharacterArray
    private var place = 0
    private var tokens: [TextToken] = []

    /// The least number of digits of a telephone number.
    private static let codeDigits = 7

    init(_ characters: CharacterArray) { self.characters = characters }

    mutating func read() -> [TextToken] {
        while let character = peek() {
            let start = place
            if character.isNewline {
                place += 1
                append(.lineEnd, from: start)
            } else if character.isWhitespace {
                place += 1
            } else if let kind = telephone() {
                append(kind, from: start)
            } else if character.isASCIIDigit {
                append(number(), from: start)
            } else if character.isLatinLetter {
                append(word(), from: start)
            } else {
                place += 1
                append(character.isHan ? .han : .symbol, from: start)
            }
        }
        return tokens
    }

    private func peek(_ ahead: Int = 0) -> Unicode.Scalar? {
        place + ahead < characters.count ? characters[place + ahead] : nil
    }

    private mutating func append(_ kind: TextToken.Kind, from start: Int) {
        let written = characters.text(start..<place)
        tokens.append(
            TextToken(
                kind: kind,
                text: written.foldingCase(),
                written: written,
                isAttached: start > 0 && !characters[start - 1].isWhitespace
            )
        )
    }

    private mutating func digits() -> String {
        let start = place
        while peek()?.isASCIIDigit == true { place += 1 }
        return characters.text(start..<place)
    }

    /// `+86 571 5555 0126` and `400-555-0126`: groups of digits, seven digits or more.
    private mutating func telephone() -> TextToken.Kind? {
        let start = place
        let isInternational = peek() == "+"
        if isInternational { place += 1 }
        guard peek()?.isASCIIDigit == true, start == 0 || !characters[start - 1].isASCIIDigit else {
            place = start
            return nil
        }
        var groups = [digits()]
        while let separator = peek(), separator == "-" || isInternational && separator == " ",
            peek(1)?.isASCIIDigit == true
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

    private mutating func number() -> TextToken.Kind {
        let start = place
        var whole = digits()
        if let date = date(year: whole) { return date }
        if whole.count <= 2, peek() == ":" || peek() == "：", peek(1)?.isASCIIDigit == true,
            peek(2)?.isASCIIDigit == true,
            let hour = Int(whole), hour <= 24, let clock = clock(hour: hour)
        {
            return clock
        }
        while whole.count <= 3 || place - start > 4, peek() == ",",
            (1...3).allSatisfy({ peek($0)?.isASCIIDigit == true }),
            peek(4)?.isASCIIDigit != true
        {
            place += 1
            whole += digits()
        }
        if peek() == ".", peek(1)?.isASCIIDigit == true {
            place += 1
            whole += "." + digits()
        }
        if peek() == ".", peek(1)?.isASCIIDigit == true {
            // A version or an address: 1.2.3.
            while let next = peek(), next.isASCIIDigit || next == "." && peek(1)?.isASCIIDigit == true { place += 1 }
            return .code(characters.text(start..<place))
        }
        // `3D` is a name; `5000Pa` and `30min` are a number and its unit.
        if peek()?.isLatinLetter == true {
            var end = place
            while end < characters.count, characters[end].isLatinLetter || characters[end].isASCIIDigit { end += 1 }
            let letters = characters.text(place..<end).lowercased()
            let isOrdinal = ["st", "nd", "rd", "th"].contains(letters)
            if !isOrdinal, UnitWords.latin(letters) == nil, !["am", "pm", "a", "p"].contains(letters) {
                place = end
                return .code(characters.text(start..<end).lowercased())
            }
        }
        return .number(Double(whole) ?? 0)
    }

    private mutating func date(year: String) -> TextToken.Kind? {
        guard year.count == 4, let separator = peek(), separator == "-" || separator == "/" || separator == "." else {
            return nil
        }
        let start = place
        place += 1
        let month = digits()
        guard (1...2).contains(month.count), peek() == separator, peek(1)?.isASCIIDigit == true else {
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

    private mutating func clock(hour: Int) -> TextToken.Kind? {
        guard let minute = Int(characters.text(place + 1..<place + 3)), minute < 60 else { return nil }
        place += 3
        if peek() == ":", peek(1)?.isASCIIDigit == true, peek(2)?.isASCIIDigit == true { place += 3 }
        return .clock((hour * 60 + minute) % 1_440)
    }

    private mutating func word() -> TextToken.Kind {
        let start = place
        while let character = peek() {
            let joins = Self.joinsWord(character) && peek(1).map { $0.isLatinLetter || $0.isASCIIDigit } == true
            guard character.isLatinLetter || character.isASCIIDigit || joins else { break }
            place += 1
        }
        let word = characters.scalars[start..<place]
        guard word.contains(where: \.isASCIIDigit), !word.contains("@") else { return .word }
        let parts = (start..<place).split { !characters[$0].isLatinLetter && !characters[$0].isASCIIDigit }
        return .code(parts.map { characters.text($0) }.joined().lowercased())
    }

    private static func joinsWord(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "-", "_", "'", "’", ".", "@": true
        default: false
        }
    }
}

extension TextToken {
    /// Whether it is a word or dash that can stand between the two ends of a range.
    package var joinsRange: Bool {
        ["到", "至", "-", "–", "—", "~", "～", "to", "and", "or", "或", "、", "through", "和"].contains(text)
    }
}
