/// The lists of a Word document. The text does not contain the item numbers; they are counted here.
struct WordNumbering {
    /// The list and the level of a paragraph.
    struct Place: Sendable, Hashable {
        let list: String
        /// Level, counted from 0.
        let level: Int

        /// Reads `<w:numPr>`; nil if it names no list.
        init?(_ properties: XMLTree.Node?) {
            guard let properties, let list = properties.first("numId")?["val"], list != "0" else { return nil }
            self.list = list
            level = min(max(properties.first("ilvl")?["val"].flatMap { Int($0) } ?? 0, 0), 8)
        }
    }

    private struct Level {
        /// `bullet`, `decimal`, `chineseCounting` and others (ECMA-376, 17.18.59).
        var format = "decimal"
        /// Pattern such as `%1.%2`.
        var text = ""
        var start = 1
    }

    private var abstracts: [String: [Int: Level]] = [:]
    private var abstractByList: [String: String] = [:]
    private var counts: [String: [Int: Int]] = [:]

    init() {}

    /// Reads the root of `word/numbering.xml`.
    init(_ root: XMLTree.Node) {
        for node in root.children("abstractNum") {
            guard let id = node["abstractNumId"] else { continue }
            for level in node.children("lvl") {
                guard let depth = level["ilvl"].flatMap({ Int($0) }) else { continue }
                abstracts[id, default: [:]][depth] = Level(
                    format: level.first("numFmt")?["val"] ?? "decimal",
                    text: level.first("lvlText")?["val"] ?? "",
                    start: min(max(level.first("start")?["val"].flatMap { Int($0) } ?? 1, 0), 1_000_000)
                )
            }
        }
        for node in root.children("num") {
            guard let id = node["numId"], let abstract = node.first("abstractNumId")?["val"] else { continue }
            abstractByList[id] = abstract
        }
    }

    /// Returns the marker of the next paragraph at a place, such as `- ` or `2. `, indented by its level.
    mutating func marker(at place: Place) -> String {
        let indent = String(repeating: "  ", count: place.level)
        guard let label = label(at: place) else { return indent + "- " }
        return indent + label + " "
    }

    /// Returns the number of the next heading at a place, or nil if it has none.
    mutating func headingLabel(at place: Place) -> String? {
        label(at: place).flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Returns nil for a bullet.
    private mutating func label(at place: Place) -> String? {
        // Lists with the same definition continue each other's numbers.
        let key = abstractByList[place.list] ?? place.list
        guard let levels = abstracts[key], let level = levels[place.level] else { return nil }
        if level.format == "bullet" { return nil }
        if level.format == "none" { return "" }
        var count = counts[key] ?? [:]
        count[place.level] = (count[place.level] ?? level.start - 1) + 1
        for deeper in place.level + 1..<9 { count[deeper] = nil }
        counts[key] = count
        var text = level.text
        for depth in 0...place.level where text.contains("%\(depth + 1)") {
            let number = count[depth] ?? levels[depth]?.start ?? 1
            let format = depth == place.level ? level.format : levels[depth]?.format ?? "decimal"
            text = text.replacing("%\(depth + 1)", with: Self.number(number, format))
        }
        return text
    }

    private static func number(_ number: Int, _ format: String) -> String {
        switch format {
        case "lowerLetter", "upperLetter":
            let letter = Character(Unicode.Scalar(UInt8((number - 1) % 26) + (format == "lowerLetter" ? 0x61 : 0x41)))
            return String(repeating: letter, count: min((number - 1) / 26 + 1, 10))
        case "lowerRoman": return roman(number).lowercased()
        case "upperRoman": return roman(number)
        case "chineseCounting", "chineseCountingThousand", "ideographDigital", "japaneseCounting",
            "taiwaneseCountingThousand":
            return chinese(number)
        case "decimalEnclosedCircle" where (1...20).contains(number):
            return Unicode.Scalar(0x2460 + UInt32(number) - 1).map(String.init) ?? "\(number)"
        case "decimalZero" where number < 10: return "0\(number)"
        default: return "\(number)"
        }
    }

    private static func roman(_ number: Int) -> String {
        guard (1...3999).contains(number) else { return "\(number)" }
        let numerals = [
            (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
            (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
        ]
        var rest = number
        return numerals.reduce(into: "") { text, numeral in
            text += String(repeating: numeral.1, count: rest / numeral.0)
            rest %= numeral.0
        }
    }

    private static func chinese(_ number: Int) -> String {
        guard (1...99).contains(number) else { return "\(number)" }
        let digits = Array("〇一二三四五六七八九")
        let tens = number / 10
        let ones = number % 10
        return (tens > 1 ? String(digits[tens]) : "") + (tens > 0 ? "十" : "") + (ones > 0 ? String(digits[ones]) : "")
    }
}
