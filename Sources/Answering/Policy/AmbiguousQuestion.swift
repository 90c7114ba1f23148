import Lexicon
import RAGCore

/// Finds questions that mean something else for each of several products: `保修多久?` where three manuals have a chapter 保修.
enum AmbiguousQuestion {
    /// How far below the best a passage may rank and be as good: what a question does not say is left to chance.
    private static let margin: Float = 0.2
    /// Content words of a question that may leave open what it is about.
    private static let mostTerms = 5
    /// AmbiguousQuestion that a person can choose among.
    private static let mostAlternatives = 4

    /// One passage for each reading, best first; none where the question has one reading.
    ///
    /// Equally good passages that stand under the same heading in different documents answer the same question of different
    /// things. A question with a word that some of them hold and others do not means those: a product's name, or `灯珠`.
    static func alternatives(to question: String, in passages: [RankedPassage]) -> [RankedPassage] {
        guard let best = passages.first, let topic = best.hit.topic else { return [] }
        let terms = Terms.of(question)
        guard !terms.isEmpty, terms.count <= mostTerms else { return [] }
        var documents: Set<String> = []
        let alternatives = passages.prefix(mostAlternatives * 2).filter { passage in
            passage.hit.topic == topic && best.score - passage.score <= margin
                && passage.hit.chunk.language == best.hit.chunk.language
                && documents.insert(passage.hit.documentTitle).inserted
        }
        guard (2...mostAlternatives).contains(alternatives.count) else { return [] }
        let texts = alternatives.map { $0.hit.chunk.embeddedText(title: $0.hit.documentTitle) }
        let isSettled = terms.contains { term in
            let holders = texts.count { Terms.coverage(of: [term], in: [$0]) > 0 }
            return holders > 0 && holders < texts.count
        }
        return isSettled ? [] : alternatives
    }
}

extension SearchHit {
    /// The innermost heading, as it is compared; nil where the passage stands under its document's title alone.
    fileprivate var topic: String? {
        guard chunk.question == nil, let last = chunk.headingPath.last, last != documentTitle else { return nil }
        return last.foldingCaseAndWidth()
    }
}
