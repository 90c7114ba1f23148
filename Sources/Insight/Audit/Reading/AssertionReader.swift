import Foundation
import Grounding
import Lexicon
import RAGCore

/// Reads the statements of a passage: values of its sentences, list items and cells, and what is so or not so.
struct AssertionReader {
    private let passage: AuditPassage
    private let number: Int
    private var assertions: [Assertion] = []
    private let headingTokens: [TextToken]
    private let headingScopes: Scopes
    private let lastHeadingScopes: Scopes
    private let isOfOtherTime: Bool

    /// Returns the statements of `passage`, whose number is `number`. Questions and examples are left out, and so is
    /// what is said of the past.
    static func assertions(of passage: AuditPassage, number: Int) -> [Assertion] {
        var reader = AssertionReader(passage, number)
        for unit in PassageUnit.units(of: passage.text) { reader.read(unit) }
        return reader.assertions
    }

    private init(_ passage: AuditPassage, _ number: Int) {
        self.passage = passage
        self.number = number
        let headings = ([passage.title] + passage.headings).joined(separator: "\n")
        headingTokens = TextToken.tokens(of: passage.headings.suffix(2).joined(separator: "\n"))
        headingScopes = Scopes(headings, isHeading: true)
        lastHeadingScopes = Scopes(passage.headings.last ?? "", isHeading: true).union(headingScopes.onlyCodes())
        isOfOtherTime = AuditWords.isOfOtherTime(headings.lowercased())
    }

    private mutating func read(_ unit: PassageUnit) {
        guard !isOfOtherTime else { return }
        switch unit {
        case .sentence(let sentence, let announcement): read(sentence, behind: announcement)
        case .row(let row):
            for cell in row.cells {
                add(
                    Part(
                        clause: cell.text,
                        shown: row.text,
                        context: [row.label, cell.header],
                        label: row.label + " " + cell.header
                    )
                )
            }
        }
    }

    private mutating func read(_ sentence: String, behind announcement: String) {
        let lower = sentence.lowercased()
        guard !sentence.isQuestion, !AuditWords.isExample(lower), !AuditWords.isOfOtherTime(lower),
            !AuditWords.isOfOtherTime(announcement.lowercased())
        else { return }
        var before = announcement
        var setting = announcement
        var conditions = ""
        let clauses = ClauseSplitter.clauses(of: sentence)
        for clause in clauses {
            add(Part(clause: clause, shown: sentence, context: [before], label: "", setting: setting))
            before += " " + clause
            let tokens = TextToken.tokens(of: clause)
            let isShort =
                SubjectWords(tokens).weight <= Self.settingWeight
                && FactScanner.statements(in: clause).allSatisfy { !$0.isDemanding }
            if AuditWords.isCondition(clause.lowercased()) { conditions += " " + clause }
            setting = announcement + conditions + (isShort ? " " + clause : "")
        }
    }

    /// A clause or cell with what it is to be understood with.
    private struct Part {
        let clause: String
        let shown: String
        let context: [String]
        /// Words that belong to the clause itself: label and header of a cell.
        let label: String
        /// The words before the clause that set its scope: `偏远地区，`, the line that announces a list.
        var setting = ""
    }

    private mutating func add(_ part: Part) {
        let tokens = TextToken.tokens(of: part.clause)
        let statements = FactScanner.statements(in: part.clause)
        let values = ValueReader(part.clause, tokens: tokens, statements: statements).values
        let taken = statements.map(\.tokens)
        let label = TextToken.tokens(of: part.label)
        var own = SubjectWords(label).union(SubjectWords(tokens, without: taken))
        let context = SubjectWords(TextToken.tokens(of: part.context.joined(separator: "\n")))
        let headings = SubjectWords(headingTokens)
        let isStance =
            part.label.isEmpty && own.weight >= Self.leastWeight && !AuditWords.isCondition(part.clause.lowercased())
        // The topic of a sentence often stands in a clause of its own: `没付款的订单，30 分钟后取消`.
        own = own.union(SubjectWords(TextToken.tokens(of: part.setting)))
        // `Yes.` and `每单 10 元` say nothing by themselves.
        if own.weight < Self.leastWeight { own = own.union(context.weight > 0 ? context : headings) }
        // Few words may be about anything; the heading says about what.
        if own.weight < Self.fewWeight {
            own = own.union(SubjectWords(TextToken.tokens(of: passage.headings.last ?? "")))
        }
        let wide = own.union(context).union(headings)
        let rest = tokens.indices.filter { index in !taken.contains { $0.contains(index) } }.map { tokens[$0] }
        let near = Scopes(rest.text + "\n" + part.label).union(Scopes(part.setting))
        let scopes = near.union(Scopes(part.context.joined(separator: "\n"))).union(headingScopes)
        let subject = [passage.headings.last ?? passage.title, part.label, rest.text].filter { !$0.isEmpty }
            .joined(separator: " ")
        let stance = Stance(of: part.clause)
        func append(_ value: AssertedValue?, conditions: [AssertedValue]) {
            assertions.append(
                Assertion(
                    passage: number,
                    sentence: part.shown,
                    clause: part.clause,
                    language: passage.language,
                    value: value,
                    conditions: conditions,
                    isStance: isStance,
                    stance: stance,
                    own: own,
                    wide: wide,
                    subject: subject,
                    ownScopes: near.union(lastHeadingScopes),
                    scopes: scopes
                )
            )
        }
        for (place, value) in values.enumerated() {
            let others = values.enumerated().filter { $0.offset != place }.map(\.element)
            // Two amounts in one clause belong to two things.
            guard !others.contains(where: { $0.isComparable(with: value) }) else { continue }
            append(value, conditions: others)
        }
        if isStance { append(nil, conditions: values) }
    }

    /// The least weight of words that say what a clause is about: two Chinese words, two English ones.
    private static let leastWeight = 3.0
    /// The weight below which the heading is a part of what a clause is about.
    private static let fewWeight = 4.0
    /// The most weight of a clause that only sets the scope of the next one.
    private static let settingWeight = 8.0
}

extension String {
    fileprivate var isQuestion: Bool {
        guard let last = last(where: { !$0.isWhitespace && !"*_”\"）)」".contains($0) }) else { return false }
        return last == "?" || last == "？"
    }
}
