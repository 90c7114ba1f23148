import Lexicon
import Testing

@Suite struct AhoCorasickTests {
    private struct Match: Equatable {
        let pattern: Int
        let range: Range<Int>
    }

    private func matcher(_ patterns: [String]) -> AhoCorasick { AhoCorasick(patterns.map { Array($0.unicodeScalars) }) }

    private func matches(_ patterns: [String], in text: String) -> (found: [Match], open: Int) {
        var found: [Match] = []
        let open = matcher(patterns).matches(in: Array(text.unicodeScalars)) { pattern, range in
            found.append(Match(pattern: pattern, range: range))
            return false
        }
        return (found, open)
    }

    @Test(
        "all patterns of a text are found, also those inside one another",
        arguments: [
            (["he", "she", "his", "hers"], "ushers", [0, 1, 3]), (["退货", "退货运费", "运费"], "退货运费", [0, 1, 2]),
            (["退货", "换货"], "退换货", [1]), (["", "a"], "ba", [1]), (["abc", "bd"], "abd", [1]),
            (["free"], "", []), ([], "text", []), (["aab"], "aaab", [0]), (["退款", "退款"], "退款", [0, 1]),
        ] as [([String], String, [Int])]
    )
    func found(patterns: [String], text: String, expected: [Int]) {
        #expect(matcher(patterns).found(in: text) == expected)
    }

    @Test("every occurrence is reported with its range, overlapping ones included")
    func ranges() {
        let classic = matches(["he", "she", "his", "hers"], in: "ushers")
        #expect(
            classic.found == [
                Match(pattern: 1, range: 1..<4), Match(pattern: 0, range: 2..<4), Match(pattern: 3, range: 2..<6),
            ]
        )
        #expect(
            matches(["aa"], in: "aaa").found == [Match(pattern: 0, range: 0..<2), Match(pattern: 0, range: 1..<3)]
        )
    }

    @Test(
        "the length of an end that may grow into a match is returned",
        arguments: [("us", 1), ("ush", 2), ("ushers", 4), ("ushe!", 0), ("", 0), ("shh", 1)]
    )
    func open(text: String, expected: Int) {
        #expect(matches(["he", "she", "his", "hers"], in: text).open == expected)
    }

    @Test("the search ends when it is told to")
    func ending() {
        var count = 0
        let open = matcher(["aa"]).matches(in: Array("aaaa".unicodeScalars)) { _, range in
            count += 1
            return range == 0..<2
        }
        #expect(count == 1)
        #expect(open == 2)
    }
}
