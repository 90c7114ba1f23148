import Foundation
import Lexicon
import RAGCore

/// Recognises sentences that only say that the documents do not answer, or whom to ask instead.
enum Refusal {
    /// Returns whether `sentence` says so. A sentence with a fact of its own is no refusal: `we do not say more than
    /// that refunds take 3 days`.
    static func isOne(_ sentence: String) -> Bool {
        let text = sentence.foldingWidth().lowercased()
        guard !text.contains(where: \.isASCIIDigit) else { return false }
        if phrases.contains(where: text.contains) { return true }
        return subjects.contains { subject in
            guard let start = text.range(of: subject)?.upperBound else { return false }
            let rest = String(text[start...])
            return denials.contains(where: rest.contains)
        }
    }

    private static let phrases = [
        "i don't know", "i do not know", "i'm not sure", "i am not sure", "i cannot answer", "i can't answer",
        "i can not answer", "i'm sorry, but i can", "i am sorry, but i can", "i'm unable", "i am unable",
        "unable to answer",
        "as an ai", "cannot help with that", "can't help with that", "cannot assist", "can't assist", "我不知道", "我不清楚",
        "我无法",
        "我不能回答", "无法回答", "不能回答", "无法确定", "作为一个ai", "作为一个人工智能", "作为ai", "没有相关信息", "没有相关的信息", "没有找到相关", "未找到相关",
        "无法提供", "暂无相关", "没有足够的信息", "no relevant information", "not enough information", "no information",
        "please contact", "contact us", "contact our", "请联系", "请咨询", "联系客服",
    ]
    private static let subjects = [
        "source", "document", "passage", "information", "context", "the text", "资料", "文档", "提供的信息", "信息中", "上下文", "文中",
    ]
    /// Denials that the sources say something.
    private static let denials =
        ["do not", "does not", "don't", "doesn't", "did not", "didn't"].flatMap { denial in
            [
                "mention", "say", "contain", "provide", "specif", "state", "include", "answer", "give", "cover",
                "indicate", "list", "explain", "tell", "describe", "address", "have",
            ].map { denial + " " + $0 }
        }
        + ["没有", "未", "并未", "不", "没"].flatMap { denial in
            ["提", "说明", "包含", "包括", "涉及", "给出", "写", "列出", "介绍", "记载", "回答", "明确"].map { denial + $0 }
        }
}
