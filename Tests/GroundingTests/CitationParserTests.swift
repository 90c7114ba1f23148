import TestSupport
import Testing

@testable import Grounding

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
        "marks are kept, unified or dropped, however the text is cut",
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
            ("a range [1-3]", "a range [1][2][3]", [1, 2, 3]),
            ("half a range [2–9]", "half a range [2][3]", [2, 3]),
            ("a footnote[^2]", "a footnote[2]", [2]),
            ("带字【1†source】", "带字[1]", [1]),
            ("带字【资料 2】和[来源1]", "带字[2]和[1]", [2, 1]),
            ("[Source 3] and [sources: 1, 2]", "[3] and [1][2]", [3, 1, 2]),
            ("全角数字［２］", "全角数字[2]", [2]),
            ("选项（1）不是引用", "选项（1）不是引用", []),
            ("汉字[一]不是引用", "汉字[一]不是引用", []),
            ("code `a[1]` stays, [1] does not", "code `a[1]` stays, [1] does not", [1]),
            ("```\nlist[2]\n```\nthen [2]", "```\nlist[2]\n```\nthen [2]", [2]),
            ("an open ` tick\nand [1]", "an open ` tick\nand [1]", [1]),
            ("huge [99999999999999999999]", "huge [99999999999999999999]", []),
            ("trailing spaces  ", "trailing spaces  ", []),
        ] as [(String, String, [Int])]
    )
    func marks(text: String, shown: String, cited: [Int]) {
        for size in [1, 2, 3, 100] {
            let result = read(text, passages: 3, by: size)
            #expect(result.shown == shown, "cut by \(size)")
            #expect(result.cited == cited, "cut by \(size)")
        }
    }

    @Test("the result does not depend on how the text was cut")
    func anyCut() {
        let vocabulary = [
            "[1]", "[", "]", "【2】", "［", "］", "[1, 9]", "[1-2]", "`", "```", "\n", " ", "  ", "退款", "days", "(x)", "1",
            "^", "†", "来源",
            "[^3]", "[99]",
        ]
        var random = SeededRandom(seed: 11)
        for _ in 0..<300 {
            let text = random.text(of: vocabulary, count: 14)
            var parser = CitationParser(passageCount: 3)
            let shown = random.pieces(of: text).map { parser.consume($0) }.joined() + parser.finish()
            let whole = read(text, passages: 3, by: 1_000)
            #expect(shown == whole.shown, "\(text.debugDescription)")
            #expect(parser.cited == whole.cited)
        }
    }

    @Test("without passages every mark is removed")
    func noPassages() {
        #expect(read("sure [1]", passages: 0, by: 1).shown == "sure")
    }
}
