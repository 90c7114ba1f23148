/// A run of Latin letters in a question.
struct LatinRun: Sendable, Hashable {
    /// The places of its letters.
    let range: Range<Int>
    /// The letters in lower case.
    let word: String
    /// Whether it is part of a code, an address, an abbreviation or a name, which are never changed.
    let isCode: Bool
    /// Whether no letter follows, apart from blanks.
    let endsClause: Bool

    /// Returns the runs of `question` in order. Words with digits of at most `longestCode` characters are codes.
    static func all(in question: [Character], longestCode: Int) -> [LatinRun] {
        var runs: [LatinRun] = []
        let isShouted = !question.contains { $0.isHanCharacter || $0.isASCII && $0.isLowercase }
        let isTitle = isTitleCase(question)
        var place = 0
        while place < question.count {
            guard question[place].isWordPart else {
                place += 1
                continue
            }
            let end = question[place...].firstIndex { !$0.isWordPart } ?? question.count
            let whole = question[place..<end]
            let isCode = isAddress(whole) || whole.count <= longestCode && whole.contains(where: \.isASCIIDigit)
            while place < end {
                let next = question[place..<end].firstIndex { !$0.isASCIILetter } ?? end
                if next > place {
                    let letters = question[place..<next]
                    let isAbbreviation = !isShouted && letters.count > 1 && letters.allSatisfy(\.isUppercase)
                    runs.append(
                        LatinRun(
                            range: place..<next,
                            word: String(letters).lowercased(),
                            isCode: isCode || isAbbreviation || isMarked(place, question)
                                || !isShouted && !isTitle && isName(letters, in: question),
                            endsClause: question[next...].first { !$0.isWhitespace }?.isLetter != true
                        )
                    )
                }
                place = max(next, place + 1)
            }
        }
        return runs
    }

    /// Returns whether each long word of `question` begins with a capital.
    private static func isTitleCase(_ question: [Character]) -> Bool {
        let words = question.split { !$0.isASCIILetter }.filter { $0.count > 3 }
        return words.count > 1 && words.allSatisfy { $0.first?.isUppercase ?? false }
    }

    /// Returns whether `letters` begin with a capital inside of a sentence, as names do.
    private static func isName(_ letters: ArraySlice<Character>, in question: [Character]) -> Bool {
        guard letters.first?.isUppercase ?? false else { return false }
        let before = question[..<letters.startIndex].last { !$0.isWhitespace }
        return before.map { $0.isASCIILetter || $0.isASCIIDigit || $0 == "," || $0.isHanCharacter } ?? false
    }

    /// Returns whether a dot or a dash without a word in front marks the letters at `place` as the ending of a file
    /// name or an option: `.deb`, `-v`.
    private static func isMarked(_ place: Int, _ question: [Character]) -> Bool {
        guard place > 0, question[place - 1] == "." || question[place - 1] == "-" else { return false }
        return place == 1 || !question[place - 2].isWordPart
    }

    /// Returns whether a dot stands inside of a word, or a character occurs that words never have. A capital behind a
    /// dot begins a sentence.
    private static func isAddress(_ whole: ArraySlice<Character>) -> Bool {
        if whole.contains("@") || whole.contains("_") { return true }
        return zip(whole, zip(whole.dropFirst(), whole.dropFirst(2))).contains { before, rest in
            rest.0 == "." && before.isASCIILetter && rest.1.isASCIILetter && rest.1.isLowercase
        }
    }
}

extension Character {
    fileprivate var isASCIILetter: Bool { isASCII && isLetter }

    /// Whether it can be part of a word, a code or an address.
    fileprivate var isWordPart: Bool { isASCIILetter || isASCIIDigit || "-._@'’".contains(self) }
}
