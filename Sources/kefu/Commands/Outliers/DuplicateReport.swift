import Application
import Batch
import Insight
import RAGCore

/// Texts that say the same, as the terminal, JSON and tables show them.
struct DuplicateReport: Encodable {
    private struct Text: Encodable {
        let text: String
        let place: String
        let position: Int
    }

    private struct Group: Encodable {
        let kind: String
        let representative: Text
        let members: [Text]
    }

    private struct Pair: Encodable {
        let first: Text
        let second: Text
        let cosine: Float
        let difference: String
    }

    private let name: String
    private let count: Int
    /// The texts that could be left out without losing anything.
    private let superfluous: Int
    private let notes: [String]
    private let groups: [Group]
    private let lookAlikes: [Pair]

    /// The number of the group of each text that is in one.
    private let numbers: [Int: Int]

    private enum CodingKeys: String, CodingKey { case name, count, superfluous, notes, groups, lookAlikes }

    /// The names of the added columns of a table.
    static let columns = ["duplicate group", "duplicate kind", "same as"]

    init(_ texts: TextCollection, _ result: DuplicateSearch.Result) {
        func text(_ position: Int) -> Text {
            Text(text: texts.records[position].text, place: texts.records[position].place, position: position)
        }
        name = texts.name
        count = texts.records.count
        superfluous = result.groups.reduce(0) { $0 + $1.members.count - 1 }
        notes = texts.notes
        groups = result.groups.map { group in
            Group(
                kind: "\(group.kind)",
                representative: text(group.representative),
                members: group.members.map(text)
            )
        }
        numbers = Dictionary(
            uniqueKeysWithValues: result.groups.enumerated().flatMap { number, group in
                group.members.map { ($0, number) }
            }
        )
        lookAlikes = result.lookAlikes.map { pair in
            Pair(
                first: text(pair.first),
                second: text(pair.second),
                cosine: pair.cosine,
                difference: pair.difference.rawValue
            )
        }
    }

    /// Prints the first `limit` groups, each wording once, and pairs.
    func print(to console: Console, limit: Int) throws {
        for group in groups.prefix(limit) {
            try console.print(
                console.bold("\(group.members.count) × \(group.representative.text.onOneLine.shortened(to: 110))")
                    + console.dim("  \(group.kind)")
            )
            for member in group.members.prefix(Self.shownMembers) {
                let isSame = member.text == group.representative.text
                try console.print(
                    "  " + (isSame ? "" : member.text.onOneLine.shortened(to: 110) + "  ")
                        + console.dim(member.place.onOneLine)
                )
            }
            if group.members.count > Self.shownMembers {
                try console.print(console.dim("  … \(group.members.count - Self.shownMembers) more"))
            }
        }
        if groups.count > limit {
            try console.print(console.dim("… \(groups.count - limit) more groups; --limit shows them"))
        }
        if !lookAlikes.isEmpty { try console.print(console.bold("\nThey look the same and may not be")) }
        for pair in lookAlikes.prefix(limit) {
            try console.print(
                "\(pair.cosine.formatted(digits: 2))  \(pair.first.text.onOneLine.shortened(to: 100))"
                    + console.dim("  \(pair.first.place.onOneLine)")
            )
            try console.print(
                "      \(pair.second.text.onOneLine.shortened(to: 100))"
                    + console.dim("  \(pair.second.place.onOneLine)  differs in: \(pair.difference)")
            )
        }
        if lookAlikes.count > limit {
            try console.print(console.dim("… \(lookAlikes.count - limit) more pairs; --limit shows them"))
        }
        console.error(
            "\(superfluous) of \(count) texts repeat another, in \(groups.count == 1 ? "1 group" : "\(groups.count) groups")."
        )
    }

    private static let shownMembers = 8

    /// Returns the added cells of the text at `position`.
    func cells(_ position: Int) -> [TableCell] {
        guard let number = numbers[position] else { return Self.columns.map { _ in .empty } }
        let group = groups[number]
        return [
            TableCell(Double(number + 1), digits: 0), TableCell(group.kind),
            group.representative.position == position ? .empty : TableCell(group.representative.place),
        ]
    }
}
