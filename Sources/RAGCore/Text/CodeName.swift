/// Names in source code and the words that they are made of.
package enum CodeName {
    /// Returns the words of the function that `heading` names, in lower case: `replace document in` for
    /// `Store.replaceDocument(_:in:)`. Returns nil for a heading that names no function, such as one of prose.
    ///
    /// The keyword index splits names in the same way (`CTokenizer`).
    package static func words(ofFunction heading: String) -> String? {
        guard heading.last == ")", let open = heading.firstIndex(of: "("),
            heading[..<open].unicodeScalars.allSatisfy({
                $0.properties.isXIDContinue || ".:~$".unicodeScalars.contains($0)
            })
        else { return nil }
        let words = words(of: heading)
        return words.isEmpty ? nil : words.joined(separator: " ")
    }

    /// Returns the words of `name` in lower case: runs of letters, which a capital splits as in `pageCount` and
    /// `HTTPClient`, and runs of digits.
    package static func words(of name: String) -> [String] {
        var words: [String] = []
        var word: [Character] = []
        let characters = Array(name)
        for (index, character) in characters.enumerated() {
            guard character.isLetter || character.isNumber else {
                if !word.isEmpty { words.append(String(word)) }
                word = []
                continue
            }
            if let last = word.last, begins(index, in: characters) || last.isNumber != character.isNumber {
                words.append(String(word))
                word = []
            }
            word.append(character)
        }
        if !word.isEmpty { words.append(String(word)) }
        return words.map { $0.lowercased() }
    }

    /// Returns whether the capital at `index` begins a word: it follows a small letter, or it is the last of several
    /// capitals before a small letter, unless that is the `s` of a plural.
    private static func begins(_ index: Int, in name: [Character]) -> Bool {
        guard index > 0, name[index].isUppercase else { return false }
        guard name[index - 1].isUppercase else { return name[index - 1].isLetter }
        guard index + 1 < name.count, name[index + 1].isLowercase else { return false }
        return name[index + 1] != "s" || index + 2 < name.count && name[index + 2].isLowercase
    }
}
