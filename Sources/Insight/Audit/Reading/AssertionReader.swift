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
            add(
                Fragment(cell.text),
                clause: cell.text,
                shown: row.text,
                label: label,
                context: label,
                setting: .empty,
                conditions: .empty,
                next: ""
            )
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
        let clauses = ClauseSplitter.clauses(of: sentence)
        for (place, clause) in clauses.enumerated() {
            let read = Fragment(clause)
            let next = place + 1 < clauses.count ? clauses[place + 1] : ""
            add(
                read,
                clause: clause,
                shown: sentence,
                label: nil,
                context: before,
                setting: setting,
                conditions: conditions,
                next: next
            )
            before.add(read)
            let isShort = read.words.weight <= Self.settingWeight && read.statements.allSatisfy { !$0.isDemanding }
            let isCondition = AuditWords.isCondition(clause.lowercased())
            if isCondition { conditions.add(read) }
            setting = conditions
            if isShort, !isCondition { setting.add(read) }
        }
    }

    /// Adds the statements of a clause or cell. `context` is all that stands before it in its sentence, and `setting`
    /// the
    /// part of it that sets the scope: `偏远地区，`, the line that announces a list.
    private mutating func add(
        _ read: Fragment,
        clause: String,
        shown: String,
        label: Fragment?,
        context: Fragment,
        setting: Fragment,
        conditions: Fragment,
        next: String
    ) {
        let values = ValueReader(clause, tokens: read.tokens, statements: read.statements).values
        var own = label.map { $0.words.union(read.words) } ?? read.words
        let mayBeStance = label == nil && own.weight >= Self.leastStanceWeight
        guard mayBeStance || !values.isEmpty else { return }
        // The topic of a sentence often stands in a clause of its own: `没付款的订单，30 分钟后取消`.
        own = own.union(setting.words)
        // `Yes.` and `每单 10 元` say nothing by themselves.
        if own.weight < Self.leastWeight {
            own = own.union(context.words.weight > 0 ? context.words : nearHeadings.words)
        }
        // Few words may be about anything; the heading says about what.
        let isBrief = label == nil && own.weight < Self.fewWeight
        // A table is about what its heading says: the price of this product.
        if label != nil { own = own.union(lastHeading.words).union(title.words) }
        if own.weight < Self.fewWeight { own = own.union(lastHeading.words) }
        let isStance =
            mayBeStance && own.weight >= Self.leastWeight && !AuditWords.isCondition(clause.lowercased())
            && !Self.isFragment(clause.lowercased()) && !Self.isUnmet(clause, before: next)
        guard isStance || !values.isEmpty else { return }
        let near = (label.map { $0.scopes.union(read.scopes) } ?? read.scopes).union(setting.scopes)
        let frame = Assertion(
            passage: number,
            sentence: shown,
            clause: clause,
            language: passage.language,
            value: nil,
            otherValues: values,
            isConditional: Self.isConditional(clause, in: shown),
            isStance: isStance,
            stance: Stance(of: clause),
            own: own,
            conditionWords: conditions.words,
            wide: own.union(context.words).union(nearHeadings.words),
            subject: [isBrief ? passage.headings.last ?? passage.title : "", label?.rest ?? "", read.rest]
                .filter { !$0.isEmpty }.joined(separator: " "),
            names: near.names,
            ownScopes: near.union(lastHeading.scopes).union(headings.scopes.onlyCodes()).union(
                title.scopes.onlyOfTitle()
            ),
            scopes: near.union(context.scopes).union(headings.scopes)
        )
        for (place, value) in values.enumerated() {
            let others = values.enumerated().filter { $0.offset != place }.map(\.element)
            // Two amounts in one clause belong to two things.
            guard !others.contains(where: { $0.isComparable(with: value) }) else { continue }
            var assertion = frame
            assertion.value = value
            assertion.otherValues = others
            assertions.append(assertion)
        }
        if isStance { assertions.append(frame) }
    }

    /// Whether `clause` is a condition that is not met, whose consequence `next` tells:
    /// `7 天内没有寄出，申请会自动关闭`.
    private static func isUnmet(_ clause: String, before next: String) -> Bool {
        clause.contains { "没未不".contains($0) } && ["会", "将", "就", "则", "自动"].contains(where: next.contains)
    }

    /// Whether `text`, a clause in lower case, is an answer without a verb: `Not two product coupons.`
    private static func isFragment(_ text: String) -> Bool { text.hasPrefix("not ") || text.hasPrefix("no ") }

    /// Whether `clause` is a condition of its sentence, or ends in one.
    private static func isConditional(_ clause: String, in sentence: String) -> Bool {
        let lower = clause.lowercased()
        // `超过 10 天没有寄出，我们会提醒`
        if lower.trimmingCharacters(in: .whitespaces).hasPrefix("超过"), !sentence.hasSuffix(clause) { return true }
        guard let condition = lower.range(of: " if ") ?? lower.range(of: " unless ") else { return false }
        return lower[condition.upperBound...].contains(where: \.isNumber)
    }

    /// The least weight of words that say what a clause is about: two Chinese words, two English ones.
    private static let leastWeight = 3.0
    /// The least weight of the words of a clause that says yes or no; its heading may add to them.
    private static let leastStanceWeight = 2.0
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
