import Testing

@testable import Lexicon

@Suite struct TypingDistanceTests {
    private func distance(_ typed: String, _ word: String) -> Float? {
        TypingDistance.between(Array(typed.utf8), Array(word.utf8), atMost: 2)
    }

    @Test("one error of each kind is one step or less, and two errors are their sum")
    func steps() {
        #expect(distance("refund", "refund") == 0)
        for typed in ["refnud", "refud", "refundd", "refumd", "erfund"] {
            #expect((distance(typed, "refund") ?? 9) <= 1)
        }
        #expect(abs((distance("erfnud", "refund") ?? 9) - 1.8) < 0.001)
    }

    @Test("a neighbour on the keyboard is nearer than another letter, and far words have no distance")
    func neighbours() throws {
        #expect(try #require(distance("tefund", "refund")) < (try #require(distance("pefund", "refund"))))
        #expect(distance("table", "refund") == nil)
        #expect(distance("", "ab") == 2)
    }
}
