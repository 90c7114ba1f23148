import Lexicon
import RAGCore

/// Finds questions that have another answer for each of several products: `保修多久?` if three manuals have a
/// chapter 保修.
enum AmbiguousQuestion {
    /// The largest distance in score to the best passage at which a passage counts as equally good.
    private static let margin: Float = 0.2
    /// The most content words of a question that may be ambiguous.
    private static let mostTerms = 5
    /// The most alternatives that a person can choose from.
    private static let mostAlternatives = 4

    /// Returns one passage for each meaning of the question, best first. Empty if the question is clear.
    ///
    /// Equally good passages under the same heading of different documents answer the same question about different
    /// things. If a word of the question occurs in some of them only, such as a product's name or `灯珠`, the
    /// question means those and is clear.
    static func alternatives(to question: String, in passages: [RankedPassage]) -> [RankedPassage] {
        if let subject = bareSubject(question) { return aspects(of: subject, in: passages) }
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

    /// Returns the one word that `question` consists of, such as `运费` or `warranty`; nil if it asks something.
    private static func bareSubject(_ question: String) -> String? {
        let phrases = Terms.phrases(of: question)
        guard phrases.count == 1, !MessageClause.asks(question), phrases[0].count <= longestSubject else { return nil }
        return phrases[0]
    }

    /// Returns the passages near the best one whose headings or stored questions name `subject`, one for each.
    private static func aspects(of subject: String, in passages: [RankedPassage]) -> [RankedPassage] {
        guard let best = passages.first else { return [] }
        var labels: Set<String> = []
        let aspects = passages.prefix(mostAlternatives * 2).filter { passage in
            let label = passage.hit.label
            return best.score - passage.score <= margin && passage.hit.chunk.language == best.hit.chunk.language
                && label.foldingCaseAndWidth().contains(subject) && labels.insert(label).inserted
        }
        return aspects.count > 1 ? Array(aspects.prefix(mostAlternatives)) : []
    }

    /// The most characters of a question that is one word.
    private static let longestSubject = 12
}

extension SearchHit {
    /// The name of the passage among others on the same subject: its stored question, else its headings.
    var label: String { chunk.question ?? heading }

    /// The innermost heading in the form in which headings are compared; nil if only the document's title stands
    /// above the passage.
    fileprivate var topic: String? {
        guard chunk.question == nil, let last = chunk.headingPath.last, last != documentTitle else { return nil }
        return last.foldingCaseAndWidth()
    }
}
