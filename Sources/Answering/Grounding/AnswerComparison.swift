import RAGCore

/// What two answers to one question say differently, as far as it can be checked: numbers, amounts, periods, dates, times, codes,
/// names, denials. Marks of sources count for nothing.
///
/// Answers in two languages are compared by numbers, dates, times and codes alone.
package struct AnswerComparison: Sendable, Hashable {
    /// Whether they are the same letters and digits in the same order, and differ in nothing.
    package let isSame: Bool
    package let differences: [Difference]
    /// Whether the first says anything that can be compared.
    package let hasFacts: Bool

    /// Something that one of the two says and the other does not, or says otherwise.
    package struct Difference: Sendable, Hashable, Codable {
        package let kind: SentenceSupport.Missing.Kind
        /// In the words of the first answer; nil where it says nothing of the kind.
        package let earlier: String?
        /// In the words of the second.
        package let later: String?

        /// Whether the second only says more.
        package var isAddition: Bool { earlier == nil && ![.negation, .bound, .mismatch].contains(kind) }
    }

    /// An answer without the marks of its sources.
    package static func plain(_ answer: String) -> String { CitationParser.withoutMarks(answer).text }

    package init(_ earlier: String, _ later: String) {
        let first = Side(earlier)
        let second = Side(later)
        var differences = Self.facts(first, second)
        if first.language == nil || second.language == nil || first.language == second.language {
            differences += Self.names(first, second)
            // A number that is another is told already.
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
            let text = AnswerComparison.plain(answer)
            evidence = Evidence(text)
            language = Language(of: text)
            demanding = evidence.statements.filter(\.isDemanding)
            names = NameReader.names(in: text, language: language)
            claims = SentenceStream.sentences(of: text).map(Claim.init)
        }

        /// Those of `other` that this side does not state, each once.
        func missing(_ other: Side) -> [Statement] {
            var seen: Set<Fact> = []
            return other.demanding.filter { statement in
                !evidence.facts.contains(where: statement.fact.isSaid) && seen.insert(statement.fact).inserted
            }
        }

        func lacks(_ name: String) -> Bool {
            !evidence.words.contains(NameReader.plain(name))
                && !evidence.letters.contains(NameReader.letters(of: name))
        }
    }

    /// What one side states and the other does not; what may stand for each other is told together.
    private static func facts(_ first: Side, _ second: Side) -> [Difference] {
        var added = first.missing(second)
        let replaced = second.missing(first).map { statement in
            let kind = statement.fact.kind
            let partner = added.firstIndex { $0.fact.kind == kind }.map { added.remove(at: $0) }
            return Difference(kind: kind, earlier: statement.text, later: partner?.text)
        }
        return replaced + added.map { Difference(kind: $0.fact.kind, earlier: nil, later: $0.text) }
    }

    /// A name in place of another. One more or less is how answers are worded, but for those whose swap changes the answer.
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
        let forward = second.claims.flatMap(Alignment([first.evidence]).contradictions).map {
            Difference(kind: $0.kind, earlier: nil, later: $0.text)
        }
        if !forward.isEmpty { return forward }
        return first.claims.flatMap(Alignment([second.evidence]).contradictions).map {
            Difference(kind: $0.kind, earlier: $0.text, later: nil)
        }
    }

    private static func distinct(_ names: [String]) -> [String] {
        var seen: Set<String> = []
        return names.filter { seen.insert(NameReader.letters(of: $0)).inserted }
    }
}
