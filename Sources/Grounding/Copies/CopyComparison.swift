import Lexicon
import RAGCore

/// Finds what a sentence changes in the words that it otherwise repeats from its sources.
///
/// A sentence in words of its own cannot be judged this way, but one that repeats nearly all of a source and has
/// another word in one place says something else. The shares were chosen on sentences over encyclopaedia, handbook and
/// shop texts in both languages (`Tests/Fixtures/grounding`), so that at most 2 of 100 right ones are marked.
struct CopyComparison: Sendable {
    /// The clauses of the sentence that are long enough.
    let clauses: [CopiedClause]
    private let isHan: Bool
    private let known: Set<ExactText>

    /// The number of words from which a clause is compared.
    private static let (leastHan, leastLatin) = (7, 5)
    /// The coverage from which a replaced word, and an operator that was added or left out, changes the clause.
    private static let (copy, operatorCopy) = (0.92, 0.8)
    /// The mean coverage of the other clauses from which one without a source is an addition, the coverage that it
    /// stays under, and the share of its words that no source has.
    private static let (copiedRest, addedCoverage, addedShare) = (0.8, 0.55, 0.25)

    /// A part of a sentence that its source says otherwise, or not at all.
    struct Change: Hashable {
        /// The kind of the change.
        enum Kind { case replacement, limit, addition }

        let kind: Kind
        /// The words of the sentence.
        let text: String
    }

    /// Compares `claim` with `sentences` of its sources, all in the same language.
    init(_ claim: String, language: Language?, with sentences: [WordSequence]) {
        isHan = language == .chinese
        let least = isHan ? Self.leastHan : Self.leastLatin
        let isHan = isHan
        clauses = Self.parts(of: claim).map { WordSequence($0) }.filter { $0.words.count >= least }
            .map { CopiedClause($0, with: sentences, isHan: isHan) }
        known = clauses.count > 1 ? sentences.reduce(into: []) { $0.formUnion($1.distinct) } : []
    }

    /// The parts of the sentence that the sources say otherwise, or not at all.
    var changes: [Change] {
        clauses.enumerated().compactMap { index, clause in
            if clause.coverage >= Self.copy, let words = clause.replacements.first {
                return Change(kind: .replacement, text: text(words))
            }
            if clause.coverage >= Self.operatorCopy, let word = clause.changes.first(where: FunctionWord.isOperator) {
                return Change(kind: .limit, text: word.text)
            }
            return isAddition(index) ? Change(kind: .addition, text: text(clause.words)) : nil
        }
    }

    /// Words that stand in place of others in clauses which share at least `coverage` of their words with a source.
    func doubtfulWords(from coverage: Double) -> [[ExactText]] {
        clauses.filter { $0.coverage >= coverage }.flatMap(\.replacements)
    }

    private func isAddition(_ index: Int) -> Bool {
        let others = clauses.indices.filter { $0 != index }.map { clauses[$0].coverage }
        guard !others.isEmpty, clauses[index].coverage < Self.addedCoverage,
            others.reduce(0, +) >= Self.copiedRest * Double(others.count)
        else { return false }
        let words = clauses[index].words.filter { !FunctionWord.isOne($0) }
        let foreign = words.count { !known.contains($0) }
        return !words.isEmpty && Double(foreign) >= Self.addedShare * Double(words.count)
    }

    private func text(_ words: [ExactText]) -> String { words.map(\.text).joined(separator: isHan ? "" : " ") }

    /// Returns the parts of a sentence between commas, colons and semicolons, except inside a number.
    private static func parts(of sentence: String) -> [String] {
        let text = CharacterArray(sentence)
        var parts: [String] = []
        var start = 0
        for index in 0..<text.count where isMark(text[index]) && (index + 1 == text.count || !text[index + 1].isNumber)
        {
            parts.append(text.text(start..<index))
            start = index + 1
        }
        return parts + [text.text(start..<text.count)]
    }

    private static func isMark(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "，", "；", "。", "：", ",", ";", ":": true
        default: false
        }
    }
}
