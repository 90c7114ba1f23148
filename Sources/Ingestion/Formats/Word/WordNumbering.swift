/// The lists of a Word document. The text does not contain the item numbers; they are counted here.
struct WordNumbering {
    /// The list and the level of a paragraph.
    struct Place: Sendable, Hashable {
        let list: String
        /// Level, counted from 0.
        let level: Int

        /// Reads `<w:numPr>`; nil if it names no list.
        /// `list` is that of the paragraph's style, which applies if the paragraph names none.
        init?(_ properties: XMLTree.Node?, list inherited: String? = nil) {
            guard let properties, let list = properties.first("numId")?["val"] ?? inherited, list != "0" else {
                return nil
            }
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
        /// Whether the numbers of the levels above are decimal here, as in `1.2` under `第一条`.
        var isLegal = false
        /// The level above after which its numbers begin again; nil for any, 0 for none.
        var restart: Int?

        init(_ node: XMLTree.Node) {
            format = node.first("numFmt")?["val"] ?? "decimal"
            text = node.first("lvlText")?["val"] ?? ""
            start = WordNumbering.count(node.first("start")) ?? 1
            isLegal = node.first("isLgl").map(WordRun.isOn) ?? false
            restart = WordNumbering.count(node.first("lvlRestart"))
        }
    }

    private var abstracts: [String: [Int: Level]] = [:]
    private var abstractByList: [String: String] = [:]
    /// Levels that a list defines for itself.
    private var overrides: [String: [Int: Level]] = [:]
    /// Numbers with which a list begins again, by level.
    private var restarts: [String: [Int: Int]] = [:]
    private var counts: [String: [Int: Int]] = [:]

    init() {}

    /// Reads the root of `word/numbering.xml`.
    init(_ root: XMLTree.Node) {
        for node in root.children("abstractNum") {
            guard let id = node["abstractNumId"] else { continue }
            for level in node.children("lvl") {
                guard let depth = level["ilvl"].flatMap({ Int($0) }) else { continue }
                abstracts[id, default: [:]][depth] = Level(level)
            }
        }
        for node in root.children("num") {
            guard let id = node["numId"], let abstract = node.first("abstractNumId")?["val"] else { continue }
            abstractByList[id] = abstract
            for change in node.children("lvlOverride") {
                guard let depth = change["ilvl"].flatMap({ Int($0) }) else { continue }
                overrides[id, default: [:]][depth] = change.first("lvl").map(Level.init)
                restarts[id, default: [:]][depth] = Self.count(change.first("startOverride"))
            }
        }
    }

    fileprivate static func count(_ node: XMLTree.Node?) -> Int? {
        node?["val"].flatMap { Int($0) }.map { min(max($0, 0), 1_000_000) }
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
        // Lists with the same definition continue each other's numbers, unless one says where it begins.
        let key = abstractByList[place.list] ?? place.list
        let levels = (abstracts[key] ?? [:]).merging(overrides[place.list] ?? [:]) { $1 }
        guard let level = levels[place.level] else { return nil }
        if level.format == "bullet" { return nil }
        if level.format == "none" { return "" }
        var count = counts[key] ?? [:]
        // Each list begins again only once, at its first paragraph of that level.
        let restart = restarts[place.list]?.removeValue(forKey: place.level)
        count[place.level] = restart ?? (count[place.level] ?? level.start - 1) + 1
        for deeper in place.level + 1..<9 {
            let after = levels[deeper]?.restart
            if after == nil || after.map({ $0 > place.level }) == true { count[deeper] = nil }
        }
        counts[key] = count
        var text = level.text
        for depth in 0...place.level where text.contains("%\(depth + 1)") {
            let number = count[depth] ?? levels[depth]?.start ?? 1
            let format = depth == place.level ? level.format : levels[depth]?.format ?? "decimal"
            let shown = level.isLegal && format != "decimalZero" ? "decimal" : format
            text = text.replacing("%\(depth + 1)", with: Self.number(number, shown))
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
