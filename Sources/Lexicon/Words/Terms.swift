import RAGCore

/// The content words of a text, by which question and passage are compared without a model.
///
/// A Chinese run becomes overlapping pairs of simplified characters, a Latin word its first six letters in lower case,
/// which removes most endings. Words without content, such as articles and particles, are left out.
package enum Terms {
    /// The number of letters of a Latin word that count.
    private static let stem = 6

    /// Returns the terms of `question`. The cost grows with its length, so pass a question or a sentence, not a
    /// document.
    package static func of(_ question: some StringProtocol) -> Set<String> { of(phrases(of: question)) }

    /// Returns the terms that `phrases` consist of.
    package static func of(_ phrases: [String]) -> Set<String> {
        var terms: Set<String> = []
        for phrase in phrases {
            if phrase.first?.isHanCharacter ?? false {
                for (first, second) in zip(phrase, phrase.dropFirst()) { terms.insert(String([first, second])) }
                if phrase.count == 1 { terms.insert(phrase) }
            } else {
                terms.insert(String(phrase.prefix(stem)))
            }
        }
        return terms
    }

    /// Returns the content words of a question in order: whole Latin words and Chinese runs, in lower case.
    package static func phrases(of question: some StringProtocol) -> [String] {
        var phrases: [String] = []
        var han = ""
        var word = ""
        func endRuns() {
            if !word.isEmpty, !emptyWords.contains(word) { phrases.append(word) }
            if !han.isEmpty { phrases.append(han) }
            word = ""
            han = ""
        }
        var rest = question.foldingWriting().foldingCaseAndWidth().collapsingChoices()[...]
        while let character = rest.first {
            if let filler = emptyPhrases[character]?.first(where: rest.hasPrefix) {
                endRuns()
                rest = rest.dropFirst(filler.count)
                continue
            }
            rest = rest.dropFirst()
            if character.isHanCharacter {
                if !word.isEmpty { endRuns() }
                han.append(character)
            } else if character.isLetter || character.isNumber {
                if !han.isEmpty { endRuns() }
                word.append(character)
            } else {
                endRuns()
            }
        }
        endRuns()
        return phrases
    }

    /// Returns the share of `terms` that occur in any of `passages`, 0 to 1. A Latin term counts only at the start of
    /// a word.
    package static func coverage(of terms: Set<String>, in passages: [String]) -> Float {
        let texts = passages.map { Array($0.foldingScript().foldingCaseAndWidth().utf8) }
        let found = terms.count { term in texts.contains { occurs(Array(term.utf8), in: $0) } }
        return Float(found) / Float(max(1, terms.count))
    }

    /// The phrases without content, which `phrases` leaves out.
    package static var emptyPhraseList: [String] { words["phrases"] }

    private static func occurs(_ term: [UInt8], in text: [UInt8]) -> Bool {
        guard let first = term.first, text.count >= term.count else { return false }
        func isWordByte(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte) || (0x30...0x39).contains(byte) }
        for start in 0...(text.count - term.count) where text[start] == first {
            let beginsWord = start == 0 || !isWordByte(first) || !isWordByte(text[start - 1])
            if beginsWord, text[start..<(start + term.count)].elementsEqual(term) { return true }
        }
        return false
    }

    /// Phrases without content by their first character; a longer phrase stands before its own beginning.
    private static let emptyPhrases = Dictionary(grouping: words["phrases"]) { $0.first ?? " " }
    private static let emptyWords = Set(words["words"])
    private static let words = WordList(PackageResources.words_without_content_txt)
}
