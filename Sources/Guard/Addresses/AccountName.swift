import Lexicon

/// Finds the name of an account with a messenger behind the messenger's name: `微信号：abc_123`, `Telegram @desk`.
enum AccountName {
    private static let messengers = [
        "微信", "weixin", "wechat", "薇信", "威信", "徽信", "v信", "vx", "wx", "qq", "扣扣", "企鹅", "telegram", "tg", "电报", "飞机",
        "纸飞机",
        "whatsapp", "line", "skype", "signal", "viber", "kakaotalk", "discord", "messenger", "instagram", "ins", "企业微信",
        "钉钉", "dingtalk", "飞书", "旺旺",
    ]
    private static let fillers = [
        "号码", "号", "账号", "帐号", "群号", "群", "客服", "账户", "id", "account", "number", "no", "user", "username", "handle",
        "name",
        "at", "is", "us", "me", "contact", "on", "support", "agent", "是", "为", "加", "搜索", "搜", "添加",
    ]
    private static let spacing: Set<Character> = [
        " ", ":", "：", "@", "\"", "“", "「", "(", "（", "-", "=", "+", "`", "*", "#",
    ]
    /// Words that stand behind the name of a messenger and are no account.
    private static let plainWords: Set<String> = [
        "pay", "app", "ios", "android", "mini", "official", "program", "group", "login", "mail", "music", "desktop",
        "business", "windows", "macos", "http", "https",
    ]

    /// The least length of a name, and of a number (QQ numbers have five digits or more).
    private static let least = 4

    /// Returns whether `name` behind `context` is an account. Both are in lower case; `isSentence` tells that a word
    /// follows.
    static func isAccount(_ name: String, behind context: Substring, isSentence: Bool) -> Bool {
        guard name.count >= least, name.count <= 64, !plainWords.contains(name) else { return false }
        var rest = context
        var isNamed = false
        var hasFiller = false
        while true {
            let before = rest.count
            while let last = rest.last, spacing.contains(last) {
                isNamed = isNamed || ":：@=".contains(last)
                rest = rest.dropLast()
            }
            if messenger(atEndOf: rest) != nil { break }
            guard let filler = fillers.first(where: { rest.hasSuffix($0) && isWord($0, atEndOf: rest) }) else {
                return false
            }
            isNamed =
                isNamed
                || ["号", "号码", "账号", "帐号", "id", "是", "为", "群号", "account", "number", "handle", "username"].contains(
                    filler
                )
            hasFiller = true
            rest = rest.dropLast(filler.count)
            if rest.count == before { return false }
        }
        guard let messenger = messenger(atEndOf: rest) else { return false }
        // Lines are numbered: `line 1042`.
        if messenger == "line" || messenger == "signal" || messenger == "ins",
            !isNamed || !context.contains("id") && !context.contains("@")
        {
            return false
        }
        let digits = name.count(where: \.isASCIIDigit)
        if digits == name.count { return digits >= 5 }
        if digits > 0 || name.contains("_") { return name.first?.isASCIIDigit == false || isNamed }
        let before = rest.dropLast(messenger.count)
        let isStated = context.last { $0 != " " }.map { ":：@".contains($0) } == true && hasFiller
        return isStated || (isNamed || before.hasSuffix("加") || before.hasSuffix("添加")) && !isSentence
    }

    private static func messenger(atEndOf text: Substring) -> String? {
        messengers.first { text.hasSuffix($0) && isWord($0, atEndOf: text) }
    }

    /// Whether `word` at the end of `text` is not the end of a longer Latin word.
    private static func isWord(_ word: String, atEndOf text: Substring) -> Bool {
        guard word.first?.isASCII == true, let before = text.dropLast(word.count).last else { return true }
        return !before.isLatinLetter
    }
}
