import Foundation
import Lexicon
import RAGCore

/// Checks sentences of an answer against the passages that the model was shown.
///
/// Numbers, amounts, periods, dates, times, codes and names must stand in a passage, a denial must not be reversed,
/// and enough words must occur. Words taken from the question must occur as well, because a model tends to say about
/// the subject of the question what a passage says about something else. Across languages only numbers, times, dates
/// and codes are compared. The check cannot notice two true facts that are combined wrongly, nor a wrong claim
/// without a number, name or denial.
package struct SupportCheck: Sendable {
    private let passages: [Int: String]
    private let cache: EvidenceCache
    private let question: Evidence
    /// The content words of the question.
    private let asked: Set<ExactText>
    private let known: Evidence

    /// The number of content words from which `leastCoverage` must occur. Of two or three words one must occur; a
    /// single word says too little.
    private static let leastTerms = 4
    private static let fewestTerms = 2
    /// The least share of a sentence's content words that its sources and the question must contain.
    private static let leastCoverage: Float = 0.4
    /// The least share of the content words taken from the question that the sources must contain.
    private static let leastAsked: Float = 0.5

    /// Creates a check against `passages`, heading and text of each by its citation number. `known` texts may be
    /// repeated without a source: the company's name and contact.
    package init(passages: [Int: String], question: String, known: [String] = []) {
        self.init(passages: passages, question: question, known: known, cache: EvidenceCache(capacity: passages.count))
    }

    /// Creates a check whose analysed passages are kept in `cache` for the next one.
    package init(passages: [Int: String], question: String, known: [String], cache: EvidenceCache) {
        self.passages = passages
        self.cache = cache
        self.question = Evidence(question)
        asked = Terms.of(question)
        let known = known.joined(separator: "\n")
        self.known = cache.value(for: ExactText(known)) { Evidence(known) }
    }

    /// Returns the passages with these numbers in order, analysed on first use.
    private func evidence(_ numbers: some Sequence<Int>) -> [Evidence] {
        numbers.sorted().compactMap { passages[$0] }.map { text in cache.value(for: ExactText(text)) { Evidence(text) }
        }
    }

    /// Checks every sentence of a finished answer.
    package func check(answer: String) -> AnswerSupport {
        AnswerSupport(sentences: SentenceStream.sentences(of: answer).map(check(sentence:)))
    }

    /// Checks one sentence with its citation marks, as `SentenceStream` returns it.
    package func check(sentence: String) -> SentenceSupport {
        let (text, cited) = CitationParser.withoutMarks(sentence)
        let claim = Claim(text)
        let sources = Set(cited).intersection(passages.keys)
        guard !claim.isEmpty, !Pleasantry.isOne(text) else {
            let demands = demands(of: claim, in: evidence(passages.keys))
            return SentenceSupport(
                sentence: sentence,
                verdict: demands.isEmpty ? .noClaim : .unsupported,
                missing: demands
            )
        }
        let missing = missing(of: claim, in: evidence(sources.isEmpty ? Set(passages.keys) : sources))
        if missing.isEmpty { return SentenceSupport(sentence: sentence, verdict: .supported, missing: []) }
        let isElsewhere =
            !sources.isEmpty && sources.count < passages.count
            && self.missing(of: claim, in: evidence(passages.keys)).isEmpty
        return SentenceSupport(sentence: sentence, verdict: isElsewhere ? .miscited : .unsupported, missing: missing)
    }

    /// Returns the comparison of a sentence with the sources that it cites, or with all; nil if they are in another
    /// language.
    func copies(of text: String, _ language: Language, cited: [Int]) -> CopyComparison? {
        let numbers = Set(cited).intersection(passages.keys)
        let sources = evidence(numbers.isEmpty ? Set(passages.keys) : numbers)
        guard sources.contains(where: { $0.language == language }) else { return nil }
        return CopyComparison(text, language: language, with: sources.flatMap(\.sequences))
    }

    private func missing(of claim: Claim, in sources: [Evidence]) -> [SentenceSupport.Missing] {
        var missing = facts(of: claim, in: sources) + demands(of: claim, in: sources)
        guard sources.contains(where: { $0.language == nil || $0.language == claim.language }) else { return missing }
        missing += names(of: claim, in: sources)
        missing += ClauseComparison(sources).contradictions(to: claim)
        guard missing.isEmpty, claim.terms.count >= Self.fewestTerms, !claim.isLabel else { return missing }
        missing = CopyComparison(claim.text, language: claim.language, with: sources.flatMap(\.sequences)).changes
            .map { SentenceSupport.Missing(kind: $0.kind.missing, text: $0.text) }
        guard missing.isEmpty else { return missing }
        let texts = sources.map(\.searched) + [known.searched]
        let coverage = Terms.coverage(of: claim.terms, among: texts + [question.searched])
        let least = claim.terms.count >= Self.leastTerms ? Self.leastCoverage : .leastNonzeroMagnitude
        guard coverage >= least else { return [SentenceSupport.Missing(kind: .words, text: claim.text)] }
        // An answer may state that the documents do not mention the subject.
        let taken = claim.terms.intersection(asked)
        guard taken.count >= Self.fewestTerms, !claim.clauses.contains(where: \.polarity.isDenying) else { return [] }
        return Terms.coverage(of: taken, among: texts) < Self.leastAsked
            ? [SentenceSupport.Missing(kind: .subject, text: claim.text)] : []
    }

    /// Returns the facts without a source. A number of the question may be repeated beside one with a source:
    /// `您买了 20 天，已超过 15 天`. Alone it may be a false premise that the model has accepted.
    private func facts(of claim: Claim, in sources: [Evidence]) -> [SentenceSupport.Missing] {
        let demanding = claim.statements.filter(\.isDemanding)
        let unbacked = demanding.filter { statement in
            !known.facts.contains(where: statement.fact.isSaid)
                && !sources.contains { $0.facts.contains(where: statement.fact.isSaid) }
        }
        let asked = unbacked.filter { statement in question.facts.contains(where: statement.fact.isSaid) }
        let isAnchored = demanding.count > unbacked.count
        return unbacked.filter { !isAnchored || !asked.contains($0) }.map {
            SentenceSupport.Missing(kind: $0.fact.kind, text: $0.text)
        }
    }

    /// Returns the clauses that ask the reader for something that no source asks for.
    private func demands(of claim: Claim, in sources: [Evidence]) -> [SentenceSupport.Missing] {
        let made = (sources + [known]).reduce(into: Set<Demand>()) { $0.formUnion($1.demands) }
        return claim.clauses.filter { clause in
            Demand.all(in: clause).contains { demand in demand.isRisky && !made.contains(where: demand.isMade) }
                && !isRepeated(clause, from: sources)
        }.map { SentenceSupport.Missing(kind: .demand, text: $0.text) }
    }

    /// Returns whether a clause stands in a source as it is. One of a few letters may stand behind a denial there.
    private func isRepeated(_ clause: Clause, from sources: [Evidence]) -> Bool {
        let letters = clause.text.lettersAndDigits()
        return letters.count >= Self.fewestRepeated && sources.contains { $0.letters.hasBytes(of: letters) }
    }

    private static let fewestRepeated = 5

    private func names(of claim: Claim, in sources: [Evidence]) -> [SentenceSupport.Missing] {
        let places = sources + [question, known]
        let words = places.reduce(into: Set<String>()) { $0.formUnion($1.words) }
        return claim.names.filter { name in
            let letters = name.lettersAndDigits()
            return !words.contains(name.droppingPossessive()) && !places.contains { $0.letters.hasBytes(of: letters) }
        }.map { SentenceSupport.Missing(kind: .name, text: $0) }
    }
}

extension CopyComparison.Change.Kind {
    fileprivate var missing: SentenceSupport.Missing.Kind {
        switch self {
        case .replacement: .replacement
        case .limit: .limit
        case .addition: .addition
        }
    }
}

extension Fact {
    var kind: SentenceSupport.Missing.Kind {
        switch self {
        case .quantity: .number
        case .clock: .time
        case .date, .weekday: .date
        case .code: .code
        }
    }
}
