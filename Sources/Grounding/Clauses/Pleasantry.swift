import Lexicon

/// Recognises sentences that claim nothing about the documents' subject.
enum Pleasantry {
    /// Returns whether `sentence` greets, thanks, offers help, or states that the documents do not say.
    static func isOne(_ sentence: String) -> Bool {
        let text = sentence.foldingWidth().foldingCase()
        if !absentFinder.found(in: text).isEmpty { return true }
        // A polite sentence that also states a fact needs support.
        return !politeFinder.found(in: text).isEmpty
            && FactScanner.statements(in: sentence).allSatisfy { !$0.isDemanding }
    }

    private static let absentFinder = AhoCorasick(absent.map { Array($0.unicodeScalars) })
    private static let politeFinder = AhoCorasick(polite.map { Array($0.unicodeScalars) })
    private static let absent = [
        "资料中没有", "资料里没有", "资料没有", "资料未提", "资料中未", "没有提到", "未提及", "没有相关信息", "没有找到", "无法确定", "没有说明", "未说明", "不清楚",
        "无法回答", "没有提供", "sources do not", "sources don't", "source does not", "documents do not", "documents don't",
        "not mentioned", "no information", "not specified", "i don't know", "i do not know", "cannot find",
        "couldn't find",
        "i'm not sure", "i am not sure",
    ]
    private static let polite = [
        "您好", "你好", "谢谢", "感谢", "不客气", "很高兴", "祝您", "请随时", "如有疑问", "如有问题", "其他问题", "还有什么", "抱歉", "对不起", "理解您",
        "联系客服", "联系我们的客服", "hello", "thank you", "thanks for", "you're welcome", "happy to help", "glad to help",
        "let me know", "feel free to", "anything else", "sorry", "further questions", "any questions",
        "contact our support",
    ]
}
