import Testing

@testable import Lexicon

@Suite struct PinyinTests {
    @Test("a syllable has its characters, also those with several readings")
    func characters() {
        #expect(Pinyin.characters(readAs: "tui").contains("退"))
        for syllable in ["xing", "hang"] { #expect(Pinyin.characters(readAs: syllable).contains("行")) }
        for syllable in ["chang", "zhang"] { #expect(Pinyin.characters(readAs: syllable).contains("长")) }
        for syllable in ["lve", "lue"] { #expect(Pinyin.characters(readAs: syllable).contains("略")) }
        #expect(Pinyin.characters(readAs: "lv").contains("绿"))
        #expect(Pinyin.characters(readAs: "refund").isEmpty)
    }

    @Test("characters of the same sound are homophones, those of a confused sound are near")
    func homophones() {
        #expect(Pinyin.homophones(of: "册").contains("策"))
        #expect(!Pinyin.homophones(of: "册").contains("册"))
        #expect(!Pinyin.homophones(of: "是").contains("四"))
        for (character, near) in [("是", "四"), ("南", "兰"), ("因", "英"), ("生", "森")] as [(Unicode.Scalar, Unicode.Scalar)]
        {
            #expect(Pinyin.nearHomophones(of: character).contains(near))
        }
    }

    @Test("words that can be divided into syllables can be read")
    func reading() {
        for word in ["tuihuo", "zenme", "xian", "women", "a"] { #expect(Pinyin.canRead(word)) }
        for word in ["refund", "return", "http", "b"] { #expect(!Pinyin.canRead(word)) }
    }
}
