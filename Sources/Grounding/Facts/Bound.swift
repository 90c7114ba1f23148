import Lexicon

/// Reads whether the words around a number mean values below or above it.
enum Bound {
    /// Returns the bound that the words around the tokens in `range` set; nil if they set none.
    static func around(_ range: Range<Int>, in tokens: [TextToken]) -> Statement.Bound? {
        let before = tokens[max(0, range.lowerBound - 4)..<range.lowerBound]
        let behind = tokens[range.upperBound...].prefix(3)
        let wordsBefore = before.filter { $0.kind == .word }.suffix(3).map(\.text).joined(separator: " ")
        let hanBefore = before.suffix(3).filter(\.isHan).map(\.text).joined()
        let hanBehind = behind.prefix { $0.isHan }.map(\.text).joined()
        let wordBehind = behind.first.map { $0.kind == .word ? $0.text : "" } ?? ""
        // `不少于` ends in `少于`, and `no less than` in `less than`.
        if notBelow.contains(where: wordsBefore.hasSuffix) || notBelowHan.contains(where: hanBefore.hasSuffix) {
            return .above
        }
        if belowBefore.contains(where: wordsBefore.hasSuffix) || belowBeforeHan.contains(where: hanBefore.hasSuffix) {
            return .below
        }
        if aboveBefore.contains(where: wordsBefore.hasSuffix) || aboveBeforeHan.contains(where: hanBefore.hasSuffix) {
            return .above
        }
        if belowBehindHan.contains(where: hanBehind.hasPrefix) { return .below }
        if aboveBehindHan.contains(where: hanBehind.hasPrefix) || ["later", "after"].contains(wordBehind) {
            return .above
        }
        return nil
    }

    private static let notBelow = ["no less than", "not less than", "no fewer than", "not under", "not below"]
    private static let notBelowHan = ["不少于", "不低于", "不小于", "不短于"]
    // A phrase that contains another one comes first in its list, and below is tested before above: `不超过`,
    // `no more than`.
    private static let belowBefore = [
        "within", "up to", "at most", "no more than", "not more than", "no later than", "less than", "under", "below",
        "fewer than", "before", "not over", "not exceed", "not exceeding", "no longer than", "not longer than", "by",
    ]
    private static let aboveBefore = [
        "more than", "at least", "over", "above", "after", "exceeding", "exceeds", "longer than", "exceed", "beyond",
    ]
    private static let belowBeforeHan = [
        "不超过", "不超", "未超过", "没超过", "不高于", "不大于", "不多于", "不满", "未满", "不足", "不到", "低于", "少于", "小于", "最多", "至多", "最长",
    ]
    private static let aboveBeforeHan = ["超过", "超出", "满", "高于", "大于", "多于", "至少", "最少", "达到"]
    private static let belowBehindHan = ["以内", "之内", "内", "以下", "之前", "以前", "前"]
    private static let aboveBehindHan = ["以上", "之后", "以后", "后", "起"]
}
