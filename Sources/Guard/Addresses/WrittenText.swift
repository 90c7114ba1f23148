import Foundation
import Lexicon

/// A short text in the plain writing that a reader or a program takes it for.
///
/// It has no invisible characters, accents and marks of Markdown. Compatibility forms (Unicode Annex 15) and digits of
/// all scripts are replaced by ASCII, and entities and percent escapes by what they stand for. Each scalar knows the
/// characters it was written with.
struct WrittenText {
    struct Unit {
        var scalar: Unicode.Scalar
        /// The characters of the text that were written for the scalar.
        let origin: Range<Int>
        /// Whether it is a full stop in an unusual writing, such as `。`, `·` or `[.]`.
        var isOddStop = false
    }

    private(set) var units: [Unit]

    /// The deepest nesting of escapes that is read: `&amp;#46;` has two levels.
    private static let rounds = 3

    init(_ text: some Collection<Character>) {
        units = []
        for (index, character) in text.enumerated() {
            for scalar in character.unicodeScalars { units.append(Unit(scalar: scalar, origin: index..<(index + 1))) }
        }
        fold()
        for _ in 0..<Self.rounds {
            guard let decoded = TextEscapes.decoded(units) else { break }
            units = decoded
            fold()
        }
        removeMarkdown()
        units = StopWriting.replaced(in: units)
    }

    /// Replaces each scalar by its plain form.
    private mutating func fold() {
        guard units.contains(where: { $0.scalar.value >= 0x80 }) else { return }
        var folded: [Unit] = []
        for unit in units {
            if unit.scalar.value < 0x80 {
                folded.append(unit)
                continue
            }
            let visible = InvisibleCharacters.removed(from: String(unit.scalar))
            for scalar in visible.decomposedStringWithCompatibilityMapping.unicodeScalars {
                guard let plain = scalar.plainForm else { continue }
                let isOddStop = unit.isOddStop || plain == "." && unit.scalar.isOddStop
                folded.append(Unit(scalar: plain, origin: unit.origin, isOddStop: isOddStop))
            }
        }
        units = folded
    }

    /// Removes emphasis, code marks and backslashes, which a page does not show: `138**0013**8000`.
    private mutating func removeMarkdown() {
        for mark in ["*", "`", "~"] as [Unicode.Scalar] where units.count(where: { $0.scalar == mark }) > 1 {
            units.removeAll { $0.scalar == mark }
        }
        var kept: [Unit] = []
        for (index, unit) in units.enumerated() {
            let next = index + 1 < units.count ? units[index + 1].scalar : " "
            if unit.scalar == "\\", next == "." || next == "-" || next == "@" || next == ":" || next == "+" { continue }
            kept.append(unit)
        }
        units = kept
    }

    /// The text without case.
    var lowercased: String { String(String.UnicodeScalarView(units.map(\.scalar))).lowercased() }
}

extension Unicode.Scalar {
    /// Whether it is written for a full stop, but is none in Latin text.
    var isOddStop: Bool {
        switch self {
        case "。", "｡", "·", "•", "‧", "∙", "⋅", "・", "･", "●", "۔": true
        default: false
        }
    }

    /// The ASCII form of a digit, dash or sign; any other scalar itself. Nil for a mark that only adorns a letter.
    fileprivate var plainForm: Unicode.Scalar? {
        if value < 0x80 { return self }
        switch properties.generalCategory {
        case .nonspacingMark, .enclosingMark: return nil
        case .dashPunctuation: return "-"
        case .spaceSeparator: return " "
        default: break
        }
        if let digit = digitValue { return Unicode.Scalar(0x30 + UInt32(digit)) }
        if isOddStop { return "." }
        return switch self {
        case "−": "-"
        case "∶", "꞉": ":"
        case "⁄", "∕", "╱", "⧸": "/"
        default: self
        }
    }

    /// Whether it is a Han character that stands in no address: neither a digit nor `点`, which may be a full stop.
    var isPlainHan: Bool {
        (0x4E00...0x9FFF).contains(value) && self != "点" && Self.chineseDigits[self] == nil && !isNumber
    }

    /// The value of a digit in any script, of a circled digit, and of a Chinese digit; nil for anything else.
    var digitValue: Int? {
        if value < 0x80 { return (0x30...0x39).contains(value) ? Int(value) - 0x30 : nil }
        if let digit = Self.chineseDigits[self] { return digit }
        switch properties.numericType {
        case .decimal, .digit: return properties.numericValue.map { Int($0) }
        default: return nil
        }
    }

    private static let chineseDigits: [Unicode.Scalar: Int] = {
        let rows = ["〇一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖", "零幺貳參肆伍陸柒捌玖"]
        let pairs = rows.flatMap { $0.unicodeScalars.enumerated().map { ($1, $0) } }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
    }()
}

extension Character {
    /// Whether it is one Han character that stands in no address.
    var isPlainHan: Bool {
        let scalars = unicodeScalars
        guard let first = scalars.first else { return false }
        return first.value >= 0x4E00 && first.isPlainHan && scalars.count == 1
    }
}
