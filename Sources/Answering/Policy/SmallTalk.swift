import Foundation
import RAGCore

/// Recognises greetings, thanks and farewells, which are answered without a search.
enum SmallTalk {
    /// Returns the kind of small talk; nil if `message` contains anything else.
    static func kind(of message: String) -> Answer.Reason? {
        // A greeting may be repeated and have fillers: `你好，请问在吗？`, `hi there!`, `谢谢您啦~`.
        let words = message.foldingCaseAndWidth().map { $0.isLetter || $0 == "'" ? String($0) : " " }.joined()
            .split(separator: " ").map(String.init)
        guard !words.isEmpty, words.reduce(0, { $0 + $1.count }) <= longest else { return nil }
        let text = words.joined(separator: " ")
        for (kind, phrases) in phrases {
            var rest = text[...]
            var found = false
            while !rest.isEmpty {
                if let phrase = phrases.first(where: { Self.begins(rest, with: $0) }) {
                    rest = rest.dropFirst(phrase.count)
                    found = true
                } else if let filler = fillers.first(where: { Self.begins(rest, with: $0) }) {
                    rest = rest.dropFirst(filler.count)
                } else {
                    break
                }
                rest = rest.drop { $0 == " " }
            }
            if rest.isEmpty, found { return kind }
        }
        return nil
    }

    /// Returns whether `text` begins with `phrase`. A Latin phrase must end at the end of a word.
    private static func begins(_ text: Substring, with phrase: String) -> Bool {
        guard text.hasPrefix(phrase) else { return false }
        guard phrase.last?.isASCII == true, let next = text.dropFirst(phrase.count).first else { return true }
        return next == " " || !next.isASCII
    }

    /// The most letters of small talk.
    private static let longest = 30

    private static let phrases: [(Answer.Reason, [String])] = [
        (
            .greeting,
            [
                "你好", "您好", "大家好", "早上好", "上午好", "中午好", "下午好", "晚上好", "哈喽", "哈啰", "嗨", "在吗", "在不在", "有人吗", "hello",
                "hi",
                "hey", "good morning", "good afternoon", "good evening", "anyone there", "are you there",
            ]
        ),
        (
            .thanks,
            [
                "非常感谢", "太感谢", "感谢", "多谢", "谢谢", "谢了", "辛苦", "明白了", "知道了", "好的", "收到", "thank you", "thanks", "thx",
                "many thanks", "got it", "okay", "ok", "great", "perfect",
            ]
        ),
        (
            .farewell,
            ["再见", "拜拜", "回头见", "没有了", "没事了", "goodbye", "good bye", "bye", "see you", "that's all", "that is all"]
        ),
    ]
    private static let fillers = [
        "请问", "客服", "小姐姐", "亲", "呀", "啊", "哦", "噢", "啦", "了", "吧", "的", "你们", "你", "您", "there", "so much",
        "very much", "a lot", "you", "team", "again", "now", "for your help", "for the help", "all", "that's",
        "that is",
    ]
}
