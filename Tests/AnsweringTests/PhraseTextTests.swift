import Testing

@testable import Answering

@Suite struct PhraseTextTests {
    @Test(
        "words stand between spaces, and Chinese characters without",
        arguments: [
            ("Speak to an Agent, please!", " speak to an agent please ", "speak to an agent please"),
            ("我 要打 12315 投诉", " 我 要打 12315 投诉 ", "我要打12315投诉"), ("号码 1 2", " 号码 1 2 ", "号码1 2"), ("", "  ", ""),
            ("don’t ＯＫ", " don't ok ", "don't ok"),
        ]
    )
    func forms(text: String, words: String, tight: String) {
        let phrases = PhraseText(text)
        #expect(String(String.UnicodeScalarView(phrases.words)) == words)
        #expect(String(String.UnicodeScalarView(phrases.tight)) == tight)
    }

    @Test("a Latin phrase that a text may begin with ends at the end of a word")
    func starts() {
        let starts = PhraseStarts(["hi", "hi there", "谢谢", "谢谢您"])
        #expect(starts.length(at: 0, of: Array("hi you".unicodeScalars)) == 2)
        #expect(starts.length(at: 0, of: Array("hint".unicodeScalars)) == nil)
        #expect(starts.length(at: 0, of: Array("hi您".unicodeScalars)) == 2)
        #expect(starts.length(at: 1, of: Array("好谢谢您啦".unicodeScalars)) == 2)
        #expect(starts.length(at: 0, of: Array("谢".unicodeScalars)) == nil)
    }
}
