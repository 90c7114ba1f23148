/// Chinese characters that are taken for one another because of their shape, or are read wrong so often that input
/// methods offer them.
enum LookAlikes {
    /// Returns the other characters that `character` is taken for.
    static func of(_ character: Unicode.Scalar) -> [Unicode.Scalar] { others[character] ?? [] }

    private static let groups = [
        "券卷", "已己巳", "末未", "折拆析", "侯候", "即既", "治冶", "晴睛", "人入", "土士", "天夫", "大太", "日曰", "免兔", "乌鸟",
        "拔拨", "贷货", "帖贴", "辩辨瓣", "住往", "密蜜", "诉斥", "戴带", "需须", "账帐胀", "徒徙", "享亨", "采彩",
    ]

    private static let others: [Unicode.Scalar: [Unicode.Scalar]] = {
        var others: [Unicode.Scalar: [Unicode.Scalar]] = [:]
        for group in groups.map({ Array($0.unicodeScalars) }) {
            for character in group { others[character, default: []] += group.filter { $0 != character } }
        }
        return others
    }()
}
