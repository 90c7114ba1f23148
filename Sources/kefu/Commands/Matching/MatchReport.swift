import Application
import Batch
import Insight
import RAGCore

/// The counterparts of entries, as the terminal, JSON and tables show them.
struct MatchReport: Encodable {
    private struct Entry: Encodable {
        let text: String
        let place: String
        /// Whether it has a counterpart.
        let isFound: Bool
        /// How far above the threshold the best counterpart is; null where too few entries tell.
        let strength: Float?
        let counterparts: [Counterpart]
    }

    private struct Counterpart: Encodable {
        let text: String
        let place: String
        let position: Int
        let score: Float
        let cosine: Float
    }

    private let name: String
    private let counterpartName: String
    private let count: Int
    private let found: Int
    private let notes: [String]
    private let entries: [Entry]

    init(_ one: TextCollection, _ other: TextCollection, _ matches: [TextMatch]) {
        name = one.name
        counterpartName = other.name
        count = matches.count
        found = matches.count(where: \.isFound)
        notes = one.notes + other.notes
        entries = zip(one.records, matches).map { record, match in
            Entry(
                text: record.text,
                place: record.place,
                isFound: match.isFound,
                strength: match.strength.isFinite ? match.strength : nil,
                counterparts: match.counterparts.map {
                    Counterpart(
                        text: other.records[$0.position].text,
                        place: other.records[$0.position].place,
                        position: $0.position,
                        score: $0.score,
                        cosine: $0.cosine
                    )
                }
            )
        }
    }

    /// Prints the first `limit` entries with a counterpart, then those without one.
    func print(to console: Console, limit: Int) throws {
        for entry in entries.filter(\.isFound).prefix(limit) {
            try console.print(
                console.bold(entry.text.onOneLine.shortened(to: 110)) + console.dim("  \(entry.place.onOneLine)")
            )
            for counterpart in entry.counterparts { try print(counterpart, to: console) }
        }
        if found > limit { try console.print(console.dim("… \(found - limit) more; --limit shows them")) }
        let without = entries.filter { !$0.isFound }
        if !without.isEmpty { try console.print(console.bold("\nWithout a counterpart in \(counterpartName)")) }
        for entry in without.prefix(limit) {
            try console.print(entry.text.onOneLine.shortened(to: 110) + console.dim("  \(entry.place.onOneLine)"))
            if let nearest = entry.counterparts.first { try print(nearest, to: console) }
        }
        if without.count > limit {
            try console.print(console.dim("… \(without.count - limit) more; --limit shows them"))
        }
        console.error("\(found) of \(count) entries have a counterpart.")
    }

    private func print(_ counterpart: Counterpart, to console: Console) throws {
        try console.print(
            console.dim(
                "  \(counterpart.cosine.formatted(digits: 2))  \(counterpart.text.onOneLine.shortened(to: 100)) — \(counterpart.place.onOneLine)"
            )
        )
    }

    /// The names of the added columns for `top` counterparts.
    func columns(_ top: Int) -> [String] {
        ["has counterpart"]
            + (1...top).flatMap { rank -> [String] in
                let number = top == 1 ? "" : " \(rank)"
                return ["counterpart\(number)", "place\(number)", "score\(number)"]
            }
    }

    /// Returns the added cells of the entry at `position`.
    func cells(_ position: Int, _ top: Int) -> [TableCell] {
        let entry = entries[position]
        return [TableCell(entry.isFound ? "yes" : "no")]
            + (0..<top).flatMap { rank -> [TableCell] in
                guard rank < entry.counterparts.count else { return [.empty, .empty, .empty] }
                let counterpart = entry.counterparts[rank]
                return [
                    TableCell(counterpart.text), TableCell(counterpart.place),
                    TableCell(Double(counterpart.score), digits: 3),
                ]
            }
    }
}
