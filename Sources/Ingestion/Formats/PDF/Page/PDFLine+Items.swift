extension PDFLine {
    /// Returns whether the text begins like a list item: `• `, `- `, `1. `, `（2）`, `三、`, `Q: `.
    static func opensItem(_ text: String) -> Bool {
        let head = text.prefix(8)
        guard let first = head.first else { return false }
        if "•·●○■□◆▪▸※".contains(first) { return true }
        if "-–*".contains(first) { return head.dropFirst().first == " " }
        var rest = head[...]
        let isBracketed = first == "(" || first == "（"
        if isBracketed { rest = rest.dropFirst() }
        let number = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") || "一二三四五六七八九十".contains($0) }
        rest = rest.dropFirst(number.count)
        if number.isEmpty {
            return !isBracketed && "问答QA".contains(first) && ("：:".contains(head.dropFirst().first ?? " "))
        }
        if isBracketed { return rest.first == ")" || rest.first == "）" }
        if let next = rest.first, "、)）．".contains(next) { return true }
        return number.contains(".") && number.first?.isASCII == true && rest.first == " " && number.count <= 6
    }
}
