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
    package static func of(_ question: some StringProtocol) -> Set<ExactText> { of(phrases(of: question)) }

    /// Returns the terms that `phrases` consist of.
    package static func of(_ phrases: [String]) -> Set<ExactText> {
        var terms: Set<ExactText> = []
        for phrase in phrases {
            let characters = CharacterArray(phrase)
            if characters.count > 1, characters[0].isHan {
                for place in 1..<characters.count { terms.insert(ExactText(characters.text(place - 1..<place + 1))) }
            } else {
                terms.insert(ExactText(characters.text(0..<min(stem, characters.count))))
            }
        }
        return terms
    }

    /// Returns the content words of a question in order: whole Latin words and Chinese runs, in lower case.
    package static func phrases(of question: some StringProtocol) -> [String] {
        var phrases: [String] = []
        let text = CharacterArray(question.foldingWriting().foldingCaseAndWidth().collapsingChoices())
        var run = 0..<0
        func endRun() {
            defer { run = 0..<0 }
            guard !run.isEmpty else { return }
            let phrase = text.text(run)
            if text[run.lowerBound].isHan || !emptyWords.contains(ExactText(phrase)) { phrases.append(phrase) }
        }
        var place = 0
        while place < text.count {
            let scalar = text[place]
            if let filler = emptyPhrases[scalar]?.first(where: { text.has($0, at: place) }) {
                endRun()
                place += filler.count
                continue
            }
            if scalar.isWordPart {
                if !run.isEmpty, scalar.isHan != text[run.lowerBound].isHan { endRun() }
                run = (run.isEmpty ? place : run.lowerBound)..<place + 1
            } else {
                endRun()
            }
            place += 1
        }
        endRun()
        return phrases
    }

    /// Returns the share of `terms` that occur in any of `passages`, 0 to 1. A Latin term counts only at the start of
    /// a word.
    package static func coverage(of terms: Set<ExactText>, in passages: [String]) -> Float {
        coverage(of: terms, among: passages.map { SearchedText($0) })
    }

    /// Returns the share of `terms` that occur in any of `passages`, which were folded before.
    package static func coverage(of terms: Set<ExactText>, among passages: [SearchedText]) -> Float {
        let found = terms.count { term in passages.contains { $0.contains(term) } }
        return Float(found) / Float(max(1, terms.count))
    }

    /// The phrases without content, which `phrases` leaves out.
    package static var emptyPhraseList: [String] { words["phrases"] }

    /// Phrases without content by their first character; a longer phrase stands before its own beginning.
    private static let emptyPhrases = Dictionary(
        grouping: words["phrases"].map { Array($0.unicodeScalars) }
    ) { $0.first ?? " " }
    private static let emptyWords = Set(words["words"].map { ExactText($0) })
    private static let words = WordList(PackageResources.words_without_content_txt)
}
