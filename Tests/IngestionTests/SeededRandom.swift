/// Random numbers that are the same in every run (SplitMix64), and texts made of them.
struct SeededRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    private static let pieces = [
        "退货", "运费", "会员可以免费取件", "Debian", " shipping ", "refund", "v1.2.3", "3.50", "e.g. ", "Mr. ",
        "https://shop.example/a?b=c",
        "。", "！", "？", "；", "……", "，", "、", ". ", "! ", "? ", ", ", "」", "”", ")", "（", "\"", "\n", " ", "　", "\t", "👩‍👩‍👧",
        "🇨🇳", "e\u{301}", "！\u{FE0F}",
        "か\u{3099}", "한국어", "ไทย", "\u{200D}", "𠮷",
    ]

    /// Returns a text of up to `pieces` random pieces: words of several scripts, punctuation, blanks, composed
    /// characters.
    mutating func text(pieces: Int) -> String {
        (0..<Int.random(in: 0...pieces, using: &self)).map { _ in Self.pieces.randomElement(using: &self) ?? "" }
            .joined()
    }

    /// Returns a Markdown document of random structure with paragraphs, lists, tables, code and headings.
    mutating func markdown(blocks: Int) -> String {
        (0..<blocks).map { _ in block() }.joined(separator: "\n\n")
    }

    private mutating func block() -> String {
        let words = text(pieces: Int.random(in: 1...120, using: &self)).replacing("\n", with: " ").replacing(
            "\t",
            with: " "
        )
        switch Int.random(in: 0..<8, using: &self) {
        case 0:
            return String(repeating: "#", count: Int.random(in: 1...4, using: &self)) + " 标题 Heading "
                + String(next() % 100)
        case 1: return (1...5).map { "- 第 \($0) 项 " + words.prefix(40) }.joined(separator: "\n")
        case 2:
            return "| 型号 | Price |\n| --- | --- |\n"
                + (1...Int.random(in: 1...40, using: &self)).map { "| 产品 A\($0) | \($0) 元 |" }.joined(separator: "\n")
        case 3: return "```\n" + (1...30).map { "let value\($0) = \($0)" }.joined(separator: "\n") + "\n```"
        default: return "段落 " + words
        }
    }
}
