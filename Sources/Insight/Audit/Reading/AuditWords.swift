import Lexicon

/// The word lists by which an audit compares statements.
enum AuditWords {
    private static let list = WordList(PackageResources.audit_words_txt)

    // MARK: Words without a subject

    private static let stanceSections = [
        "denying chinese", "denying english", "permission", "inclusion", "need", "switch",
    ]
    private static let stanceWords = stanceSections.flatMap { list[$0] }
    private static let genericEnglish = Set(list["generic english"] + stanceWords)
    private static let genericCharacters = Set(
        (list["generic chinese"] + stanceWords).filter { $0.count == 1 && isChinese($0) }.compactMap(\.first)
    )
    private static let genericChinese = Dictionary(
        grouping: Set(list["generic chinese"] + stanceWords + list["free"]).filter { isChinese($0) && $0.count > 1 }
    ) { $0.first ?? " " }.mapValues { $0.sorted { ($1.count, $0) < ($0.count, $1) } }

    private static func isChinese(_ word: String) -> Bool { word.first?.isHanCharacter == true }

    /// Whether an English word, in lower case, says nothing about the subject of a statement.
    static func isGeneric(_ word: String) -> Bool { genericEnglish.contains(word) || word.count == 1 }

    /// Whether a Chinese character says nothing by itself about the subject of a statement. It may be a part of a word
    /// that does, such as 会 in 会员.
    static func isGeneric(_ character: Character) -> Bool { genericCharacters.contains(character) }

    /// Returns the parts of a run of Chinese characters between words that say nothing about its subject.
    static func withoutGeneric(_ run: String) -> [String] {
        var parts: [String] = []
        var part = ""
        var rest = run[...]
        while let first = rest.first {
            if let word = genericChinese[first]?.first(where: rest.hasPrefix) {
                if !part.isEmpty { parts.append(part) }
                part = ""
                rest = rest.dropFirst(word.count)
            } else {
                part.append(first)
                rest = rest.dropFirst()
            }
        }
        if !part.isEmpty { parts.append(part) }
        return parts
    }

    /// Returns the stem of an English word in lower case.
    static func stem(_ word: String) -> String { KeywordToken.all(in: word, as: .question).first?.text ?? word }

    /// Returns a run of Chinese characters with one word for all that say the same.
    static func canonical(_ run: String) -> String {
        let found = synonymFinder.found(in: run)
        return found.reduce(run) { $0.replacing(synonyms[$1].word, with: synonyms[$1].name) }
    }

    private static let synonyms: [(word: String, name: String)] = list["synonyms"].flatMap { line in
        let words = line.split(separator: " ").map(String.init)
        return words.dropFirst().map { (word: $0, name: words[0]) }
    }
    private static let synonymFinder = AhoCorasick(synonyms.map { Array($0.word.unicodeScalars) })

    /// The families of alternatives.
    static let families = ["level", "customer", "day", "region", "channel", "condition"].map { Alternatives(list[$0]) }

    /// For each of `families`, whether an alternative in the title of a document counts for all its statements.
    static let familiesOfTitles = [true, true, false, true, false, true]

    // MARK: Yes and no

    private static let stances = Dictionary(uniqueKeysWithValues: stanceSections.map { ($0, PhraseList(list[$0])) })
    private static let harmless = PhraseList(list["harmless"])
    private static let freePhrases = PhraseList(list["free"])

    /// Whether `text`, in lower case and without harmless words, denies something.
    static func denies(_ text: String) -> Bool {
        hasWord(of: "denying chinese", in: text) || hasWord(of: "denying english", in: text) || text.contains("n't ")
    }

    /// Whether `text`, in lower case, has a word of the section `name`.
    static func hasWord(of name: String, in text: String) -> Bool { stances[name]?.areIn(text) ?? false }

    /// Returns `text` without words that contain a denying word but deny nothing, and without denied attributes:
    /// `没付款的订单` denies nothing of the orders.
    static func withoutHarmless(_ text: String) -> String {
        var characters = Array(harmless.masked(in: text))
        for start in characters.indices where "没未不".contains(characters[start]) {
            let behind = characters[(start + 1)...].prefix(8)
            guard let end = behind.firstIndex(of: "的"), end - start > 1, end + 1 < characters.count,
                characters[end + 1].isLetter,
                !characters[start..<end].contains(where: { "可能得许支、，。；, ".contains($0) }),
                !"会有是要在再仅只".contains(characters[start + 1])
            else { continue }
            for place in start...end { characters[place] = "·" }
        }
        return String(characters)
    }

    /// Returns the words of `text`, in lower case, by which something is free of charge; nil if there are none.
    static func free(in text: String) -> String? { freePhrases.first(in: text) }

    // MARK: Scope

    private static let otherTime = PhraseList(list["other time"])
    private static let examples = PhraseList(list["example"])
    private static let rough = PhraseList(list["about"])
    private static let conditionOpens = list["condition opens"]
    private static let conditionEnds = list["condition ends"]

    /// Whether `text`, in lower case, tells of the past, of another version or of a time with a year.
    static func isOfOtherTime(_ text: String) -> Bool { hasYear(text) || otherTime.areIn(text) || hasVersion(text) }

    /// Whether `text` names a version by its number: `in version 3`, `3.0 版`. `50 个历史版本` counts versions.
    private static func hasVersion(_ text: String) -> Bool {
        guard text.contains("版") || text.contains("version") else { return false }
        return text.contains(versionNumber)
    }

    private static var versionNumber: Regex<Substring> { /(?:version|版本|版本号)\s*v?[0-9]|[0-9]\s*(?:版|版本)(?:[^权]|$)/ }

    /// Whether `text`, in lower case, is an example.
    static func isExample(_ text: String) -> Bool { examples.areIn(text) }

    /// Whether `text`, in lower case, says that a value is rough or usual.
    static func isRough(_ text: String) -> Bool { rough.areIn(text) }

    /// Whether `text`, in lower case, is a condition, so that it asserts nothing itself.
    static func isCondition(_ text: String) -> Bool {
        let text = text.drop { !$0.isLetter && !$0.isNumber }
        if let opening = conditionOpens.first(where: text.hasPrefix) {
            if isChinese(opening) || text.dropFirst(opening.count).first?.isLetter != true { return true }
        }
        let end = String(text.reversed().drop { !$0.isLetter && !$0.isNumber }.prefix(4).reversed())
        return conditionEnds.contains(where: end.hasSuffix)
    }

    /// Whether `text` names a year from 1900 to 2099.
    private static func hasYear(_ text: String) -> Bool {
        var digits = ""
        for character in text + " " {
            if character.isASCIIDigit {
                digits.append(character)
                continue
            }
            if character == " ", digits.count == 4, !digits.hasPrefix("19"), !digits.hasPrefix("20") { continue }
            if digits.count == 4, digits < "2200", digits >= "1000", character == "年" { return true }
            if digits.count == 4, digits.hasPrefix("19") || digits.hasPrefix("20"), !"元块¥€£$".contains(character) {
                return true
            }
            digits = ""
        }
        return false
    }
}
