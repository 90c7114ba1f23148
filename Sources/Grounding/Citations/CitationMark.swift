/// The text between the brackets of a citation mark, such as `1, 2` in `[1, 2]` or `来源 1` in `【来源 1】`.
enum CitationMark {
    private static let separators: Set<Character> = [",", " ", "，", "、", ";", "；", "&"]
    private static let dashes: Set<Character> = ["-", "–", "—", "~", "～"]
    private static let words = ["sources", "source", "passage", "ref", "doc", "资料", "来源", "参考", "文献"]
    private static let characters = Set(
        (words.joined() + words.joined().uppercased() + "^#:：†‡.").unicodeScalars
    ).union(separators.union(dashes).flatMap(\.unicodeScalars)).union("0123456789０１２３４５６７８９".unicodeScalars)

    /// Whether a mark may contain `character`.
    static func mayContain(_ character: Unicode.Scalar) -> Bool { characters.contains(character) }

    /// Returns the numbers that `text` names, ranges expanded to at most 51 numbers; nil if it is not a mark.
    static func numbers(in text: Substring) -> [Int]? {
        // In 【1†source】 the text behind the dagger is a label.
        let plain = text.prefix { $0 != "†" && $0 != "‡" }.lowercased()
        var rest = plain[...].drop { $0 == " " || $0 == "^" || $0 == "#" }
        if let word = words.first(where: { rest.hasPrefix($0) }) {
            rest = rest.dropFirst(word.count).drop { ": ：#.".contains($0) }
        }
        let parts = rest.split(whereSeparator: separators.contains)
        guard !parts.isEmpty else { return nil }
        var numbers: [Int] = []
        for part in parts {
            let part = part.drop { $0 == "^" || $0 == "#" }
            let ends = part.split(omittingEmptySubsequences: false, whereSeparator: dashes.contains).map(number)
            switch (ends.count, ends.first ?? nil, ends.last ?? nil) {
            case (1, let number?, _): numbers.append(number)
            case (2, let first?, let last?) where first <= last: numbers += first...min(last, first + 50)
            default: return nil
            }
        }
        return numbers
    }

    private static func number(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.count <= 9 else { return nil }
        return text.reduce(0) { number, character in
            guard let number, let digit = digit(character) else { return nil }
            return number * 10 + digit
        }
    }

    /// The value of an ASCII or full-width digit. Chinese numerals are words, not digits.
    private static func digit(_ character: Character) -> Int? {
        ("0"..."9").contains(character) || ("０"..."９").contains(character) ? character.wholeNumberValue : nil
    }
}
