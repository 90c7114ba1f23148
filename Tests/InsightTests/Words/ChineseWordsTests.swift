import Testing

@testable import Insight

@Suite struct ChineseWordsTests {
    /// Scores like those of a SentencePiece vocabulary: `的小` and `一个人` are frequent pieces and no words.
    private let lexicon = ChineseLexicon(pieces: [
        "的": -4, "小": -9, "的小": -11.8, "目": -11, "目的": -11.8, "一": -8, "个": -8, "人": -8, "一个": -9.5,
        "一个人": -12.4, "退": -12, "款": -12, "退款": -14, "申": -12, "请": -11, "申请": -13, "多": -9, "久": -12, "多久": -13.5,
        "到": -8, "账": -13, "到账": -12.5, "自": -10, "行": -9, "自行": -12, "车": -10, "在": -5, "躺": -14, "躺在": -13.9, "我": -7,
        "买": -10, "想": -9, "要": -8, "骑": -12, "去": -9, "好": -9, "新": -10, "红": -11, "丢": -12, "修": -12, "卖": -12,
        "开": -9, "发": -10, "票": -11, "开发": -11, "发票": -14,
    ])

    private func words(_ text: String, after texts: [String] = []) -> [String] {
        ChineseWords(texts.isEmpty ? [text] : texts, lexicon: lexicon).words(of: text).map(\.text)
    }

    @Test("a frequent piece is a word only if its parts belong together")
    func cohesion() {
        #expect(words("退款申请多久到账") == ["退款", "申请", "多久", "到账"])
        #expect(words("的小") == ["的", "小"])
        #expect(words("一个人") == ["一个", "人"])
        #expect(words("目的") == ["目", "的"], "a particle at the edge needs more cohesion")
        #expect(words("躺在") == ["躺", "在"])
    }

    @Test("of two words that overlap, the one that the texts have elsewhere is taken")
    func overlapping() {
        #expect(words("我要开发票") == ["我", "要", "开发", "票"])
        #expect(words("我要开发票", after: ["我要开发票", "发票丢", "买发票"]) == ["我", "要", "开", "发票"])
        #expect(words("我要开发票", after: ["发票丢", "买发票", "我要开发", "想开发"]) == ["我", "要", "开发", "票"])
    }

    @Test("characters that come together again and again become a word, if their neighbours change")
    func repeated() {
        let texts = ["我想花呗", "花呗到账", "要花呗退款", "去花呗"]
        #expect(words("我想花呗到账", after: texts) == ["我", "想", "花呗", "到账"])
        #expect(words("我想花呗到账", after: ["花呗", "我"]) == ["我", "想", "花", "呗", "到账"])
        // 呗 always goes on with 卡, so the word is longer.
        let longer = ["我花呗卡", "花呗卡到账", "要花呗卡退款", "去花呗卡"]
        #expect(words("花呗卡退款", after: longer) == ["花呗卡", "退款"])
    }

    @Test("a character that nearly always follows a word belongs to it")
    func extended() {
        let texts = ["我买自行车", "自行车丢", "骑自行车去", "卖自行车", "自行车要修"]
        #expect(words("红自行车", after: texts) == ["红", "自行车"])
        #expect(words("红自行车", after: texts + ["自行去", "自行到", "自行修"]) == ["红", "自行", "车"])
    }

    @Test("texts without Chinese have no words, and a text of unknown characters has them all")
    func edges() {
        #expect(words("refund 12").isEmpty)
        #expect(words("").isEmpty)
        #expect(words("饕餮") == ["饕", "餮"])
        #expect(ChineseWords(["退款"], lexicon: .empty).words(of: "退款").map(\.text) == ["退", "款"])
    }
}
