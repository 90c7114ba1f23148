import Foundation
import RAGCore

/// Holds sentences of an answer against the passages that the model was shown.
///
/// Numbers, amounts, periods, dates, times, codes and names must stand in a passage, a denial must not be turned round, and enough of
/// the words must occur, also of those that are the customer's: a model likes to say of what was asked about what a passage says of
/// something else. Across languages, numbers, times, dates and codes are compared, the rest is not. What it cannot see: two true facts
/// put together wrongly in words of their own, and a wrong claim without a number, name or denial.
package struct SupportCheck: Sendable {
    private let passages: [Int: String]
    private let cache: EvidenceCache
    private let question: Evidence
    /// Content words of the question.
    private let asked: Set<String>
    private let known: Evidence

    /// Content words of which a share must occur. Of two or three one must, and one alone says too little.
    private static let leastTerms = 4
    private static let fewestTerms = 2
    /// Least share of a sentence's content words that its sources and the question must hold.
    private static let leastCoverage: Float = 0.4
    /// Least share of the content words taken over from the question that the sources must hold.
    private static let leastAsked: Float = 0.5

    /// `passages` by the number that an answer cites them by: heading and text. `known` is what may be said without a source: the
    /// company's name, how a person is reached.
    package init(passages: [Int: String], question: String, known: [String] = []) {
        self.init(passages: passages, question: question, known: known, cache: EvidenceCache(capacity: passages.count))
    }

    init(passages: [Int: String], question: String, known: [String], cache: EvidenceCache) {
        self.passages = passages
        self.cache = cache
        self.question = Evidence(question)
        asked = Terms.of(question)
        let known = known.joined(separator: "\n")
        self.known = cache.value(for: known) { Evidence(known) }
    }

    /// The passages with these numbers, in order; taken apart when a sentence leans on them.
    private func evidence(_ numbers: some Sequence<Int>) -> [Evidence] {
        numbers.sorted().compactMap { passages[$0] }.map { text in cache.value(for: text) { Evidence(text) } }
    }

    /// Every sentence of a finished answer.
    package func check(answer: String) -> AnswerSupport {
        AnswerSupport(sentences: SentenceStream.sentences(of: answer).map(check(sentence:)))
    }

    /// One sentence with its marks, as `SentenceStream` cuts it.
    package func check(sentence: String) -> SentenceSupport {
        let (text, cited) = CitationParser.withoutMarks(sentence)
        let claim = Claim(text)
        guard !claim.isEmpty, !Pleasantry.isOne(text) else {
            return SentenceSupport(sentence: sentence, verdict: .noClaim, missing: [])
        }
        let sources = Set(cited).intersection(passages.keys)
        let missing = missing(of: claim, in: evidence(sources.isEmpty ? Set(passages.keys) : sources))
        if missing.isEmpty { return SentenceSupport(sentence: sentence, verdict: .supported, missing: []) }
        let isElsewhere =
            !sources.isEmpty && sources.count < passages.count
            && self.missing(of: claim, in: evidence(passages.keys)).isEmpty
        return SentenceSupport(sentence: sentence, verdict: isElsewhere ? .miscited : .unsupported, missing: missing)
    }

    private func missing(of claim: Claim, in sources: [Evidence]) -> [SentenceSupport.Missing] {
        var missing = facts(of: claim, in: sources)
        guard sources.contains(where: { $0.language == nil || $0.language == claim.language }) else { return missing }
        missing += names(of: claim, in: sources)
        missing += Alignment(sources).contradictions(to: claim)
        guard missing.isEmpty, claim.terms.count >= Self.fewestTerms, !claim.isLabel else { return missing }
        let texts = sources.map(\.text) + [known.text]
        let coverage = Terms.coverage(of: claim.terms, in: texts + [question.text])
        let least = claim.terms.count >= Self.leastTerms ? Self.leastCoverage : .leastNonzeroMagnitude
        guard coverage >= least else { return [SentenceSupport.Missing(kind: .words, text: claim.text)] }
        // That the documents do not speak of it may be said.
        let taken = claim.terms.intersection(asked)
        guard taken.count >= Self.fewestTerms, !claim.clauses.contains(where: \.polarity.isDenying) else { return [] }
        return Terms.coverage(of: taken, in: texts) < Self.leastAsked
            ? [SentenceSupport.Missing(kind: .subject, text: claim.text)] : []
    }

    /// A number of the question may be repeated beside one that has a source: `您买了 20 天，已超过 15 天`. Alone it may be a premise that
    /// the model has taken over.
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

    private func names(of claim: Claim, in sources: [Evidence]) -> [SentenceSupport.Missing] {
        let places = sources + [question, known]
        let words = places.reduce(into: Set<String>()) { $0.formUnion($1.words) }
        return claim.names.filter { name in
            let letters = NameReader.letters(of: name)
            return !words.contains(NameReader.plain(name)) && !places.contains { $0.letters.contains(letters) }
        }.map { SentenceSupport.Missing(kind: .name, text: $0) }
    }
}

/// A sentence taken apart.
struct Claim {
    let text: String
    let language: Language?
    let statements: [Statement]
    let terms: Set<String>
    let names: [String]
    let clauses: [Clause]

    init(_ text: String) {
        self.text = text
        language = Language(of: text)
        statements = FactScanner.statements(in: text)
        terms = Terms.of(text)
        names = NameReader.names(in: text, language: language)
        clauses = Clause.clauses(of: text)
    }

    /// Whether it is a row of a table, a heading or the line above a list: words that may be nobody's but the writer's.
    var isLabel: Bool {
        let line = text.trimmingCharacters(in: .whitespacesAndNewlines)
        return line.hasPrefix("|") || line.hasPrefix("#") || line.hasSuffix("：") || line.hasSuffix(":")
    }

    var isEmpty: Bool { statements.isEmpty && terms.isEmpty && names.isEmpty }
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
