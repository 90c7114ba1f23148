import Lexicon

/// Tells host names from the other texts with a full stop inside: file names, code, abbreviations, and sentences
/// without a blank between them.
enum HostName {
    private static let list = WordList(PackageResources.top_levels_txt)
    private static let topLevels = Set(list["public"] + list["private"])
    private static let files = Set(list["files"])
    private static let han = Set(list["public"].filter { $0.first?.isHanCharacter == true })
    private static let longestHan = han.map(\.count).max() ?? 0
    private static let functionWords = Set(FunctionWords.english)

    /// Domains that are no word of a language, so that a blank or a capital does not make them the start of a sentence.
    private static let unmistakable: Set<String> = [
        "com", "net", "org", "cn", "ru", "xyz", "edu", "gov", "uk", "jp", "kr", "hk", "tw", "io", "www",
    ]
    /// Domains that Chinese text uses as words.
    private static let words: Set<String> = [
        "app", "vip", "pro", "tv", "pc", "id", "ai", "it", "ok", "cc", "ps", "gps", "ip", "dvd", "cd", "tel", "is",
    ]
    /// Endings of companies' names: `Co.Ltd`.
    private static let companies: Set<String> = ["ltd", "inc", "llc", "gmbh", "corp"]
    /// Words that say that a name with the ending of a file is a host.
    private static let visits = [
        "visit", "website", "site", "url", "link", "browse", "访问", "登录", "登陆", "网址", "网站", "官网", "链接",
    ]

    /// Returns whether `word` is a top-level domain. `behindBlank` tells that only a blank stands before it, as at the
    /// start of a sentence.
    static func isTopLevel(_ word: String, behindBlank: Bool) -> Bool {
        if behindBlank { return unmistakable.contains(word) }
        let word = word.lowercased()
        return topLevels.contains(word) && !functionWords.contains(word)
    }

    /// Returns the length of the Chinese top-level domain that `text` begins with, 0 if there is none, and nil if more
    /// text is needed to decide. A word of a sentence goes on behind it.
    static func hanTopLevel(at text: ArraySlice<Character>, isLast: Bool) -> Int? {
        let run = text.prefix(longestHan + 1).prefix(while: \.isHanCharacter)
        if run.count == text.count, !isLast {
            return run.count <= longestHan && han.contains { $0.hasPrefix(String(run)) } ? nil : 0
        }
        guard han.contains(String(run)) else { return 0 }
        let next = text.dropFirst(run.count).first
        return next.map { "、：；:".contains($0) || $0.isLetter || $0.isNumber } == true ? 0 : run.count
    }

    /// Returns whether the units of a part of a text are a host, and whether something follows it in the part.
    ///
    /// `context` is the text before the part, `next` the character behind it.
    static func isHost(_ units: ArraySlice<WrittenText.Unit>, isWhole: Bool, context: String, next: Character?) -> Bool
    {
        let text = String(String.UnicodeScalarView(units.map(\.scalar)))
        var labels = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        let isBehindHan = labels.first?.isEmpty == true && context.last?.isLabelOutsideLatin == true
        if isBehindHan { labels[0] = "x" }
        guard labels.count >= 2, let last = labels.last, labels.allSatisfy({ !$0.isEmpty }), isTop(last),
            labels.allSatisfy({ $0.unicodeScalars.allSatisfy { $0.isLabelPart || $0 == "_" } })
        else { return false }
        let top = last.lowercased()
        let isKnown = topLevels.contains(top)
        let isOdd = units.contains { $0.scalar == "." && $0.isOddStop }
        if isOdd { return isKnown && !words.contains(top) && !functionWords.contains(top) }
        // .NET
        if isBehindHan {
            return isKnown && !(last.utf8.count == last.count && last == last.uppercased()) && !files.contains(top)
        }
        if unmistakable.contains(top) { return true }
        if files.contains(top) {
            guard isKnown else { return false }
            return !isWhole || labels.count > 2 && labels[0] == "www"
                || visits.contains { context.lowercased().trimmed().hasSuffix($0) }
        }
        if labels.count == 2, isListNumber(labels[0]) { return false }
        if startsSentence(last), labels.count == 2 || !isKnown { return isKnown && !isWord(labels[0], top) }
        if isKnown { return next != "(" || !isWhole }
        // i.e.something
        if labels.prefix(2).allSatisfy({ $0.count == 1 }) { return false }
        return next != "(" && !functionWords.contains(top) && !labels.contains(where: \.isCodeName)
    }

    private static func isTop(_ label: String) -> Bool {
        label.count >= 2
            && (label.unicodeScalars.allSatisfy { $0.properties.isAlphabetic } || label.lowercased().hasPrefix("xn--"))
    }

    /// `1.open` is an item of a list.
    private static func isListNumber(_ label: String) -> Bool { label.count <= 2 && label.allSatisfy(\.isASCIIDigit) }

    /// `done.Then`.
    private static func startsSentence(_ label: String) -> Bool {
        label.first?.isUppercase == true && !label.dropFirst().contains(where: \.isUppercase)
    }

    /// Whether `label` may be the end of a sentence whose next one begins with the word `top`.
    private static func isWord(_ label: String, _ top: String) -> Bool {
        companies.contains(top)
            || label.allSatisfy(\.isLetter) && (functionWords.contains(top) || label.allSatisfy(\.isLowercase))
    }
}

extension Unicode.Scalar {
    /// Whether it may stand in a label of a host name (RFC 1123, and RFC 5890 for other scripts).
    var isLabelPart: Bool {
        if value < 0x80 { return isLabelLetter || (0x30...0x39).contains(value) || self == "-" }
        return properties.isAlphabetic
    }
}

extension Character {
    /// Whether it is a letter that runs leave out: Han, kana or Hangul.
    fileprivate var isLabelOutsideLatin: Bool { !isASCII && isLetter }
}

extension String {
    fileprivate func trimmed() -> Substring {
        var text = self[...]
        while let last = text.last, last.isWhitespace || ":：是为\"“「".contains(last) { text = text.dropLast() }
        return text
    }

    /// Whether it is a name of code: `fooBar`, `foo_bar`.
    fileprivate var isCodeName: Bool { contains("_") || dropFirst().contains(where: \.isUppercase) }
}
