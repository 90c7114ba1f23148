import Lexicon
import RAGCore

/// Whether a clause is negative, and which words it denies.
package struct Polarity: Sendable, Hashable {
    /// The content words behind a denying word, or before it if it ends the clause. Empty if nothing is denied.
    package let denied: Set<ExactText>
    /// Whether a denying word stands in the clause.
    package let isDenying: Bool

    /// Reads the polarity of `clause`.
    package init(of clause: String) {
        let text = CharacterArray(Self.maskingHarmless(clause.foldingWidth().foldingCase()))
        var denied: Set<ExactText> = []
        var isDenying = false
        var place = 0
        while place < text.count {
            guard let length = Self.denyingLength(at: place, of: text) else {
                place += 1
                continue
            }
            isDenying = true
            denied.formUnion(Self.head(of: text, behind: place + length, before: place))
            place += length
        }
        self.denied = denied
        self.isDenying = isDenying
    }

    /// Returns `text`, in lower case, with a point for each character of a word that contains a denying word but denies
    /// nothing, such as `不少于`.
    package static func maskingHarmless(_ text: String) -> String {
        harmlessFinder.found(in: text).map { harmless[$0] }
            .reduce(text) { $0.replacing($1, with: String(repeating: "·", count: $1.count)) }
    }

    /// Returns the content words next to the denying word that ends at `end` and begins at `start`.
    private static func head(of text: CharacterArray, behind end: Int, before start: Int) -> Set<ExactText> {
        let near = (end..<min(end + 24, text.count)).prefix { place in
            switch text[place] {
            case "·", ",", ";", ":", "。", "\n": false
            default: true
            }
        }
        let following = Terms.of(text.text(near))
        return following.isEmpty ? Terms.of(text.text(max(0, start - 16)..<start)) : following
    }

    /// Returns the length of the denying word at `place`; nil if there is none.
    private static func denyingLength(at place: Int, of text: CharacterArray) -> Int? {
        if let word = chinese[text[place]]?.first(where: { text.has($0, at: place) }) { return word.count }
        guard text[place].isLatinLetter else { return nil }
        if text[place] == "n", place + 2 < text.count, text[place + 2] == "t",
            text[place + 1] == "'" || text[place + 1] == "’"
        {
            return 3
        }
        guard place == 0 || !text[place - 1].isLatinLetter else { return nil }
        let isNegation = text.has(negation, at: place)
        let reach = isNegation ? text.count : min(text.count, place + mostLetters)
        let word = (place..<reach).prefix { text[$0].isLatinLetter || text[$0] == "-" }
        return isNegation || english.contains(text.text(word)) ? word.count : nil
    }

    private static let harmlessFinder = AhoCorasick(harmless.map { Array($0.unicodeScalars) })
    /// Denying words by their first character; a longer word stands before its own beginning.
    private static let chinese = Dictionary(
        grouping: [
            "免费", "没有", "无需", "无须", "无法", "禁止", "拒绝", "包邮", "免运费", "免收", "免邮", "不", "没", "未", "勿", "无", "免",
        ].map { Array($0.unicodeScalars) }
    ) { $0.first ?? " " }
    private static let negation = Array("non-".unicodeScalars)
    /// More letters than any of the English words has.
    private static let mostLetters = 8
    private static let english: Set<String> = [
        "not", "no", "never", "without", "cannot", "neither", "nor", "none", "nothing", "nobody", "unable", "free",
        "waive", "waived", "waives",
    ]
    /// Words that contain a denying one but deny nothing, or nothing that an answer could reverse.
    private static let harmless = [
        "不仅", "不但", "不过", "不同", "不足", "不满", "不超", "未超过", "没超过", "不少于", "不低于", "不多于", "不限", "不论", "不管", "无论", "无理由",
        "无门槛", "无线", "无条件", "对不起", "差不多", "不久", "不错", "没关系", "没问题", "不好意思", "不一定", "不断", "不妨", "不如", "不良", "不便",
        "不明", "不一致", "不符", "不合", "能不能", "是不是", "可不可以", "有没有", "不客气", "未来", "无人", "不方便", "不锈钢", "不慎", "不小心", "不到",
        "未满", "要不要", "不得不", "不用担心", "不要紧", "不必担心", "免洗", "免息", "免运费门槛", "免邮门槛", "包邮门槛", "避免", "以免", "不再", "未经", "不齐",
        "不完整", "不多", "不大",
        "not only", "no-reason", "no reason", "no matter", "no problem", "no later than", "no more than",
        "not more than",
        "no less than", "not less than", "not free", "n't free", "不免费", "不是免费", "whether or not", "if not", "feel free",
        "no longer than", "free gift",
        "free-",
    ]
}
