import Testing

@testable import Insight

@Suite struct HanWordTests {
    @Test("a word keeps its characters", arguments: ["退", "退款", "自行车", "成吉思汗"])
    func roundTrip(text: String) throws {
        let word = try #require(HanWord(text))
        #expect(word.text == text)
        #expect(word.count == text.count)
        #expect(word.first == text.utf16.first)
        #expect(word.last == text.utf16.last)
    }

    @Test("other texts are no words", arguments: ["", "a", "退a", "ひと", "成吉思汗墓", "𠮷"])
    func none(text: String) { #expect(HanWord(text) == nil) }

    @Test("a word contains its parts and no others")
    func parts() throws {
        let whole = try #require(HanWord("退款申请"))
        for part in ["退", "退款", "款申", "申请", "退款申请"] { #expect(whole.contains(try #require(HanWord(part)))) }
        for other in ["请", "退申", "款退", "申请表"] {
            #expect(whole.contains(try #require(HanWord(other))) == (other == "请"), "\(other)")
        }
    }
}
