import RAGCore

extension String {
    /// The question with one word for two where Chinese asks by a choice: `管不管修` becomes `管修`, `支不支持`
    /// becomes `支持`. Their pairs, such as 不管, are words of another meaning. Phrases without content, such as
    /// 能不能, stay.
    package func collapsingChoices() -> String {
        guard unicodeScalars.contains(where: { $0 == "不" || $0 == "没" }) else { return self }
        let characters = Array(self)
        var collapsed = ""
        var place = 0
        while place < characters.count {
            if place + 2 < characters.count, Self.isDenial(characters[place + 1]),
                characters[place] == characters[place + 2], characters[place].isHanCharacter,
                !Self.emptyChoices.contains(String(characters[place...(place + 2)]))
            {
                place += 2
            }
            collapsed.append(characters[place])
            place += 1
        }
        return collapsed
    }

    private static func isDenial(_ character: Character) -> Bool { character == "不" || character == "没" }

    private static let emptyChoices: Set<String> = [
        "能不能", "有没有", "可不可", "是不是", "要不要", "会不会", "好不好", "行不行", "对不对", "应不应",
    ]
}
