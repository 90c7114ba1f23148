import TestSupport
import Testing

@testable import Grounding

@Suite struct SentenceStreamTests {
    private func read(_ pieces: [String]) -> [String] {
        var stream = SentenceStream()
        return pieces.flatMap { stream.consume($0) } + stream.finish()
    }

    @Test(
        "an answer is cut into sentences that keep their marks",
        arguments: [
            ("可以退 [1]。15 天内申请。[2] 谢谢", ["可以退 [1]。", "15 天内申请。[2] ", "谢谢"]),
            ("可以退。[1][2]不收费！[3]", ["可以退。[1][2]", "不收费！[3]"]),
            ("It costs ¥3.50. [1] It ships today. [2]", ["It costs ¥3.50. [1] ", "It ships today. [2]"]),
            ("Call Dr. Lee, e.g. at 9 a.m. on Monday. Done.", ["Call Dr. Lee, e.g. at 9 a.m. on Monday. ", "Done."]),
            ("步骤：\n1. 打开 App。\n2. 点“退货”。", ["步骤：\n", "1. 打开 App。\n", "2. 点“退货”。"]),
            ("| 项目 | 价格 |\n| 打孔 | 80 元。含税 |\n以上。", ["| 项目 | 价格 |\n", "| 打孔 | 80 元。含税 |\n", "以上。"]),
            ("```\na. b. c.\n```\nEnd. Yes.", ["```\n", "a. b. c.\n", "```\n", "End. ", "Yes."]),
            ("", []),
        ] as [(String, [String])]
    )
    func table(text: String, sentences: [String]) {
        #expect(SentenceStream.sentences(of: text) == sentences)
        #expect(read(text.map(String.init)) == sentences, "character by character")
    }

    @Test("any cut gives the same sentences, and joined they are the text")
    func anyCut() {
        let vocabulary = [
            "可以退货", "。", "！", "[1]", " [2]", " ", "\n", "Refunds take 3.5 days", ". ", "? ", "e.g. ", "- ", "| a | b |",
            "```", "1. ",
            "”", "）", "…", "U.S. ", "\n\n",
        ]
        var random = SeededRandom(seed: 3)
        for _ in 0..<300 {
            let text = random.text(of: vocabulary, count: 16)
            let whole = SentenceStream.sentences(of: text)
            #expect(whole.joined() == text, "\(text.debugDescription)")
            #expect(read(random.pieces(of: text)) == whole, "\(text.debugDescription)")
        }
    }

    @Test("a sentence is returned as soon as the next one has begun")
    func early() {
        var stream = SentenceStream()
        #expect(stream.consume("可以退货。").isEmpty)
        #expect(stream.consume("[1]请在 15 天") == ["可以退货。[1]"])
        #expect(stream.consume("内申请。然后") == ["请在 15 天内申请。"])
    }

    @Test("a sentence without end is cut after 2,000 bytes at the same place however it arrives, and nothing is lost")
    func endless() {
        for text in ["退货" + String(repeating: "好", count: 3_000) + "。可以。", String(repeating: "a ", count: 4_000)] {
            var random = SeededRandom(seed: 5)
            let whole = SentenceStream.sentences(of: text)
            #expect(whole.joined() == text && whole.count > 2)
            #expect(whole.allSatisfy { $0.utf8.count <= 2_000 })
            #expect(read(random.pieces(of: text)) == whole)
        }
    }
}
