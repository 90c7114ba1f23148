import Foundation
import Grounding
import Lexicon
import RAGCore

/// Reads the statements of a passage: values of its sentences, list items and cells, and what is so or not so.
struct AssertionReader {
    private let passage: AuditPassage
    private let number: Int
    private var assertions: [Assertion] = []
    /// All headings, the last two, and the last one.
    private let headings: Fragment
    private let nearHeadings: Fragment
    private let lastHeading: Fragment
    private let title: Fragment
    private let isOfOtherTime: Bool

    /// Returns the statements of `passage`, whose number is `number`. Questions and examples are left out, and so is
    /// what is said of the past.
    static func assertions(of passage: AuditPassage, number: Int) -> [Assertion] {
        var reader = AssertionReader(passage, number)
        guard !reader.isOfOtherTime else { return [] }
        for unit in PassageUnit.units(of: passage.text) {
            switch unit {
            case .sentence(let sentence, let announcement): reader.read(sentence, behind: announcement)
            case .row(let row): reader.read(row)
            }
        }
        return reader.assertions
    }

    private init(_ passage: AuditPassage, _ number: Int) {
        self.passage = passage
        self.number = number
        let text = ([passage.title] + passage.headings).joined(separator: "\n")
        headings = Fragment(text, isHeading: true)
        nearHeadings = Fragment(passage.headings.suffix(2).joined(separator: "\n"), isHeading: true)
        lastHeading = Fragment(passage.headings.last ?? "", isHeading: true)
        title = Fragment(passage.title, isHeading: true)
        isOfOtherTime = AuditWords.isOfOtherTime(text.lowercased())
    }

    private mutating func read(_ row: PassageUnit.Row) {
        for cell in row.cells where cell.text.contains(where: { $0.isLetter || $0.isNumber }) {
            let label = Fragment(row.label + "\n" + cell.header)
            add(Fragment(cell.text), clause: cell.text, shown: row.text, label: label, context: label, setting: .empty)
        }
    }

    private mutating func read(_ sentence: String, behind announcement: String) {
        let lower = sentence.lowercased()
        guard !sentence.isQuestion, !AuditWords.isExample(lower), !AuditWords.isOfOtherTime(lower),
            !AuditWords.isOfOtherTime(announcement.lowercased())
        else { return }
        let announced = Fragment(announcement)
        var before = announced
        var conditions = announced
        var setting = announced
        for clause in ClauseSplitter.clauses(of: sentence) {
            let read = Fragment(clause)
            add(read, clause: clause, shown: sentence, label: nil, context: before, setting: setting)
            before.add(read)
            let isShort = read.words.weight <= Self.settingWeight && read.statements.allSatisfy { !$0.isDemanding }
            let isCondition = AuditWords.isCondition(clause.lowercased())
            if isCondition { conditions.add(read) }
            setting = conditions
            if isShort, !isCondition { setting.add(read) }
        }
    }

    /// Adds the statements of a clause or cell. `context` is all that stands before it in its sentence, and `setting` the
    /// part of it that sets the scope: `偏远地区，`, the line that announces a list.
    private mutating func add(
        _ read: Fragment,
        clause: String,
        shown: String,
        label: Fragment?,
        context: Fragment,
        setting: Fragment
    ) {
        let values = ValueReader(clause, tokens: read.tokens, statements: read.statements).values
        var own = label.map { $0.words.union(read.words) } ?? read.words
        let isStance =
            label == nil && own.weight >= Self.leastWeight && !AuditWords.isCondition(clause.lowercased())
        guard isStance || !values.isEmpty else { return }
        // The topic of a sentence often stands in a clause of its own: `没付款的订单，30 分钟后取消`.
        own = own.union(setting.words)
        // `Yes.` and `每单 10 元` say nothing by themselves.
        if own.weight < Self.leastWeight {
            own = own.union(context.words.weight > 0 ? context.words : nearHeadings.words)
        }
        // A table is about what its heading says: the price of this product.
        if label != nil { own = own.union(lastHeading.words).union(title.words) }
        // Few words may be about anything; the heading says about what.
        if own.weight < Self.fewWeight { own = own.union(lastHeading.words) }
        let near = (label.map { $0.scopes.union(read.scopes) } ?? read.scopes).union(setting.scopes)
        let frame = Assertion(
            passage: number,
            sentence: shown,
            clause: clause,
            language: passage.language,
            value: nil,
            conditions: values,
            isStance: isStance,
            stance: Stance(of: clause),
            own: own,
            wide: own.union(context.words).union(nearHeadings.words),
            subject: [passage.headings.last ?? passage.title, label?.rest ?? "", read.rest].filter { !$0.isEmpty }
                .joined(separator: " "),
            names: near.names,
            ownScopes: near.union(lastHeading.scopes).union(headings.scopes.onlyCodes()),
            scopes: near.union(context.scopes).union(headings.scopes)
        )
        for (place, value) in values.enumerated() {
            let others = values.enumerated().filter { $0.offset != place }.map(\.element)
            // Two amounts in one clause belong to two things.
            guard !others.contains(where: { $0.isComparable(with: value) }) else { continue }
            var assertion = frame
            assertion.value = value
            assertion.conditions = others
            assertions.append(assertion)
        }
        if isStance { assertions.append(frame) }
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
