import Lexicon

/// Finds the end of a run of characters that may be or contain an address.
///
/// A run is longer than a word where an address can be: a number goes on behind blanks, and so does a host whose full
/// stop is spelled (`evil dot com`). The end depends on the text alone, not on how it was cut into pieces.
struct AddressRun {
    private let text: ArraySlice<Character>
    private let isLast: Bool
    private var index: Int
    /// Whether the characters since the last one that no number contains may be a number.
    private var isNumber = false
    private var lastKind = Kind.sign

    private enum Kind { case digit, letter, stop, sign, hidden }
    private enum Step { case take(Int), end, unknown }

    /// The most characters of a run.
    static let longest = 2_000
    private static let mostBlanks = 3
    private static let longestWord = 24

    /// Returns the end of the run that `text` begins with, its start if it begins with none, and nil if more text is
    /// needed to decide.
    static func end(_ text: ArraySlice<Character>, isLast: Bool) -> Int? {
        var run = AddressRun(text: text, isLast: isLast, index: text.startIndex)
        return run.end()
    }

    private init(text: ArraySlice<Character>, isLast: Bool, index: Int) {
        (self.text, self.isLast, self.index) = (text, isLast, index)
    }

    private mutating func end() -> Int? {
        while index - text.startIndex < Self.longest {
            switch step() {
            case .take(let count): index = min(index + count, text.endIndex)
            case .end: return index
            case .unknown: return nil
            }
        }
        return index
    }

    /// Returns how many characters belong to the run from here on.
    private mutating func step() -> Step {
        guard index < text.endIndex else { return isLast ? .end : .unknown }
        let character = text[index]
        if index > text.startIndex || character == "[" {
            switch StopWriting.bracketed(text[index...], isLast: isLast) {
            case .length(let length): return take(length, .stop)
            case .unknown: return .unknown
            case .none: break
            }
        }
        if character == "!", index > text.startIndex {
            guard index + 1 < text.endIndex || isLast else { return .unknown }
            if index + 1 < text.endIndex, text[index + 1] == "[" { return .end }
        }
        if character.isBlank { return index > text.startIndex ? blanks() : .end }
        if character.unicodeScalars.first?.isOddStop == true || character == "点" { return oddStop() }
        if lastKind == .stop, character.isHanCharacter, character.unicodeScalars.first?.digitValue == nil {
            guard let length = hanTopLevel(at: index) else { return .unknown }
            return length > 0 ? take(length, .letter) : .end
        }
        guard let kind = Self.kind(of: character) else { return .end }
        // A colon in a Chinese sentence is shown at once.
        if kind == .sign, index == text.startIndex, !character.isASCII { return .end }
        if kind == .hidden { return .take(1) }
        return take(1, kind)
    }

    private mutating func take(_ count: Int, _ kind: Kind) -> Step {
        isNumber =
            switch kind {
            case .digit: true
            case .sign where "+-()".contains(text[index]): true
            case .sign, .hidden: kind == .hidden ? isNumber : text[index].foldsToDash && isNumber
            case .stop: isNumber
            case .letter: false
            }
        lastKind = kind
        return .take(count)
    }

    /// Decides whether the run goes on behind blanks.
    private mutating func blanks() -> Step {
        let count = text[index...].prefix(Self.mostBlanks + 1).prefix(while: \.isBlank).count
        guard count <= Self.mostBlanks else { return .end }
        guard index + count < text.endIndex else { return isLast ? .end : .unknown }
        let next = text[index + count]
        if isNumber {
            if Self.kind(of: next) == .digit || next == "(" || next == "-" || next == "." || next.foldsToDash {
                return .take(count)
            }
        }
        guard lastKind == .letter || lastKind == .digit || lastKind == .stop else { return .end }
        return spelledStop(at: index + count)
    }

    /// Decides whether `dot com`, `. com` or `(dot) com` stands at `place`, behind blanks.
    private func spelledStop(at place: Int) -> Step {
        var start = place
        var isBare = false
        if lastKind != .stop {
            switch StopWriting.bracketed(text[place...], isLast: isLast) {
            case .length(let length): start += length
            case .unknown: return .unknown
            case .none:
                let ahead = String(text[place...].prefix(4)).lowercased()
                if text[place] == "." || text[place].unicodeScalars.first?.isOddStop == true {
                    start += 1
                    isBare = true
                } else if ahead == "dot " {
                    start += 3
                } else {
                    return !isLast && ahead.count < 4 && "dot ".hasPrefix(ahead) ? .unknown : .end
                }
            }
        } else {
            isBare = true
        }
        while start < text.endIndex, text[start].isBlank, start - place < 12 { start += 1 }
        let word = text[start...].prefix(Self.longestWord).prefix { $0.isASCII && $0.isLetter }
        let wordEnd = start + word.count
        guard wordEnd < text.endIndex || isLast else {
            return word.count < Self.longestWord && start - place < 12 ? .unknown : .end
        }
        let isTopLevel = HostName.isTopLevel(String(word), behindBlank: isBare)
        return isTopLevel ? .take(wordEnd - index) : .end
    }

    /// Decides whether a full stop in an unusual writing stands inside an address: between letters, and before a
    /// Chinese top-level domain.
    private mutating func oddStop() -> Step {
        guard index + 1 < text.endIndex else { return isLast ? .end : .unknown }
        let next = text[index + 1]
        if text[index] != "点", next.isHanCharacter {
            guard let length = hanTopLevel(at: index + 1) else { return .unknown }
            return length > 0 ? take(1 + length, .letter) : .end
        }
        let joins =
            index > text.startIndex && (lastKind == .letter || lastKind == .digit)
            && (Self.kind(of: next) == .letter
                || text[index] != "点" && lastKind == .digit && Self.kind(of: next) == .digit)
        return joins ? take(1, .stop) : .end
    }

    /// Returns the length of the Chinese top-level domain at `place`, 0 if there is none, nil if more text is needed.
    private func hanTopLevel(at place: Int) -> Int? {
        HostName.hanTopLevel(at: text[place...], isLast: isLast)
    }

    private static func kind(of character: Character) -> Kind? {
        guard let scalar = character.unicodeScalars.first else { return nil }
        if scalar.value < 0x80 {
            switch character {
            case "0"..."9": return .digit
            case "[", "<": return nil
            case ".": return .stop
            default: return character.isWhitespace ? nil : scalar.isLabelLetter ? .letter : .sign
            }
        }
        if scalar.digitValue != nil { return .digit }
        switch scalar.value {
        // Full-width signs that addresses contain: # % & + - . / : = @ _ ~
        case 0xFF03, 0xFF05, 0xFF06, 0xFF0B, 0xFF0D, 0xFF0F, 0xFF1A, 0xFF1D, 0xFF20, 0xFF3F, 0xFF5E, 0xFE52, 0xFE55,
            0x2236, 0x2044, 0x2215:
            return .sign
        case 0xFF0E, 0x2024: return .stop
        case 0x2010...0x2015, 0x2212: return .sign
        default: break
        }
        if InvisibleCharacters.removed(from: String(character)).isEmpty { return .hidden }
        return scalar.isLabelLetter ? .letter : nil
    }
}

extension Character {
    fileprivate var isBlank: Bool { self == " " || self == "\t" || self == "\u{A0}" || self == "\u{3000}" }

    fileprivate var foldsToDash: Bool {
        guard let scalar = unicodeScalars.first else { return false }
        return (0x2010...0x2015).contains(scalar.value) || scalar.value == 0x2212 || scalar.value == 0xFF0D
    }
}
