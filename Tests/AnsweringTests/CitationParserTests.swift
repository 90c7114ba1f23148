import Testing

@testable import Answering

@Suite struct CitationParserTests {
    /// Feeds `text` in pieces of `size` characters.
    private func read(_ text: String, passages: Int, by size: Int) -> (shown: String, cited: [Int]) {
        var parser = CitationParser(passageCount: passages)
        var shown = ""
        var rest = text[...]
        while !rest.isEmpty {
            shown += parser.consume(String(rest.prefix(size)))
            rest = rest.dropFirst(size)
        }
        return (shown + parser.finish(), parser.cited)
    }

    @Test(
        "marks are kept, made alike, or dropped, however the text is cut",
        arguments: [
            ("Within 15 days [1].", "Within 15 days [1].", [1]),
            ("15 天内[2]。", "15 天内[2]。", [2]),
            ("全角［1］和方头【2】。", "全角[1]和方头[2]。", [1, 2]),
            ("Both [1, 2] and [1][3].", "Both [1][2] and [1][3].", [1, 2, 3]),
            ("并列[1、2]。", "并列[1][2]。", [1, 2]),
            ("No such source [7].", "No such source.", []),
            ("Half of it [2, 9].", "Half of it [2].", [2]),
            ("A [link](x) and [a]", "A [link](x) and [a]", []),
            ("open [ end", "open [ end", []),
            ("ends in [1", "ends in [1", []),
            ("empty [] stays", "empty [] stays", []),
            ("zero [0] goes", "zero goes", []),
            ("nested [[1]]", "nested [[1]]", [1]),
            ("a year [2024] goes", "a year goes", []),
            ("two  spaces [1]\n\nnext", "two  spaces [1]\n\nnext", [1]),
            ("👍🏽[1]", "👍🏽[1]", [1]),
        ] as [(String, String, [Int])]
    )
    func marks(text: String, shown: String, cited: [Int]) {
        for size in [1, 2, 3, 100] {
            let result = read(text, passages: 3, by: size)
            #expect(result.shown == shown, "cut by \(size)")
            #expect(result.cited == cited, "cut by \(size)")
        }
    }

    @Test("without passages every mark goes")
    func noPassages() {
        #expect(read("sure [1]", passages: 0, by: 1).shown == "sure")
    }
}
