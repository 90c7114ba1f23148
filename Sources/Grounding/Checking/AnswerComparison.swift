import Lexicon
import RAGCore

/// The differences in fact between two answers to one question: numbers, amounts, periods, dates, times, codes,
/// names, denials. Citation marks are ignored.
///
/// Answers in different languages are compared by numbers, dates, times and codes alone.
package struct AnswerComparison: Sendable, Hashable {
    /// Whether both have the same letters and digits in the same order.
    package let isSame: Bool
    /// The differences, those of the first answer's facts first.
    package let differences: [Difference]
    /// Whether the first answer states anything that can be compared.
    package let hasFacts: Bool

    /// A fact that only one of the two answers states, or that they state differently.
    package struct Difference: Sendable, Hashable, Codable {
        /// The kind of the fact.
        package let kind: SentenceSupport.Missing.Kind
        /// The fact in the words of the first answer; nil if it states none.
        package let earlier: String?
        /// The fact in the words of the second answer; nil if it states none.
        package let later: String?

        /// Whether the second answer only states more.
        package var isAddition: Bool { earlier == nil && ![.negation, .bound, .mismatch].contains(kind) }
    }

    /// Returns an answer without its citation marks.
    package static func withoutCitationMarks(_ answer: String) -> String { CitationParser.withoutMarks(answer).text }

    /// Compares the answer `later` with the answer `earlier`.
    package init(_ earlier: String, _ later: String) {
        let first = Side(earlier)
        let second = Side(later)
        var differences = Self.facts(first, second)
        if first.language == nil || second.language == nil || first.language == second.language {
            differences += Self.names(first, second)
            // A changed number would also show up as a contradiction.
            if differences.isEmpty { differences = Self.contradictions(first, second) }
        }
        self.differences = differences
        hasFacts = !first.demanding.isEmpty || !first.names.isEmpty
        isSame = differences.isEmpty && first.evidence.letters == second.evidence.letters
    }

    private struct Side {
        let evidence: Evidence
        let language: Language?
        let demanding: [Statement]
        let names: [String]
        let claims: [Claim]

        init(_ answer: String) {
            let text = AnswerComparison.withoutCitationMarks(answer)
            evidence = Evidence(text)
            language = Language(of: text)
            demanding = evidence.statements.filter(\.isDemanding)
            names = NameFinder.names(in: text, language: language)
            claims = SentenceStream.sentences(of: text).map(Claim.init)
        }

        /// Returns the facts of `other` that this side does not state, each once.
        func missing(_ other: Side) -> [Statement] {
            var seen: Set<Fact> = []
            return other.demanding.filter { statement in
                !evidence.facts.contains(where: statement.fact.isSaid) && seen.insert(statement.fact).inserted
            }
        }

        func lacks(_ name: String) -> Bool {
            !evidence.words.contains(name.droppingPossessive())
                && !evidence.letters.hasBytes(of: name.lettersAndDigits())
        }
    }

    /// Returns the facts that only one side states; two facts of one kind are paired as a change.
    private static func facts(_ first: Side, _ second: Side) -> [Difference] {
        var added = first.missing(second)
        let replaced = second.missing(first).map { statement in
            let kind = statement.fact.kind
            let partner = added.firstIndex { $0.fact.kind == kind }.map { added.remove(at: $0) }
            return Difference(kind: kind, earlier: statement.text, later: partner?.text)
        }
        return replaced + added.map { Difference(kind: $0.fact.kind, earlier: nil, later: $0.text) }
    }

    /// Returns names that replace each other. An additional name is a matter of wording, unless it is a known one
    /// whose exchange changes the answer.
    private static func names(_ first: Side, _ second: Side) -> [Difference] {
        let gone = distinct(first.names.filter(second.lacks))
        let added = distinct(second.names.filter(first.lacks))
        let isSwap = !gone.isEmpty && !added.isEmpty
        let known = Set(KnownNames.found(in: (gone + added).joined(separator: "\n")))
        let lost = gone.filter { isSwap || known.contains($0) }
        let new = added.filter { isSwap || known.contains($0) }
        return (0..<max(lost.count, new.count)).map { place in
            Difference(
                kind: .name,
                earlier: place < lost.count ? lost[place] : nil,
                later: place < new.count ? new[place] : nil
            )
        }
    }

    private static func contradictions(_ first: Side, _ second: Side) -> [Difference] {
        let forward = second.claims.flatMap(ClauseComparison([first.evidence]).contradictions).map {
            Difference(kind: $0.kind, earlier: nil, later: $0.text)
        }
        if !forward.isEmpty { return forward }
        return first.claims.flatMap(ClauseComparison([second.evidence]).contradictions).map {
            Difference(kind: $0.kind, earlier: $0.text, later: nil)
        }
    }

    private static func distinct(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert($0.lettersAndDigits()).inserted }
    }
}
