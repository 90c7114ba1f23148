import Application
import Batch
import RAGCore

/// Prints the texts that express concepts.
struct ConceptPrinter {
    let console: Console
    let limit: Int

    /// Prints each concept with its count, its share and its best matches.
    func print(_ finding: ConceptFinding, _ found: [[ConceptFinding.Match]]) throws {
        let total = finding.collection.records.count
        for (index, concept) in finding.concepts.enumerated() {
            let matches = found[index]
            let open = matches.count(where: \.isBorderline) + finding.nearMisses(of: index).count
            let share = (Double(matches.count) / Double(max(1, total)) * 100).formatted(digits: 1)
            try console.print(
                console.bold("\(concept.name.onOneLine): \(matches.count) of \(total) texts (\(share)%)")
                    + console.dim(open > 0 ? "  \(open) borderline" : "")
            )
            for match in matches.prefix(limit) {
                let record = finding.collection.records[match.position]
                let mark = match.isBorderline ? "?" : " "
                try console.print(
                    "\(mark) \(match.score.formatted(digits: 1))  \((match.sentence ?? record.text).onOneLine.shortened(to: 120))"
                        + console.dim("  \(record.place.onOneLine)")
                )
            }
            if matches.count > limit, limit > 0 {
                try console.print(console.dim("  … \(matches.count - limit) more; --limit shows them"))
            }
            try console.print()
        }
        if finding.concepts.indices.contains(where: { !finding.nearMisses(of: $0).isEmpty }) {
            console.error("? marks texts that could be decided either way; --review asks about some of them.")
        }
    }
}

/// The added cells of a table of texts: the concepts that each text expresses.
struct ConceptCells {
    static let columns = ["concepts", "concept score", "borderline", "sentence"]
    private var rows: [Int: [(name: String, match: ConceptFinding.Match)]] = [:]

    init(_ finding: ConceptFinding, _ found: [[ConceptFinding.Match]]) {
        for (concept, matches) in zip(finding.concepts, found) {
            for match in matches { rows[match.position, default: []].append((concept.name, match)) }
        }
    }

    /// Returns the cells of the text at `position`, the concept that fits best first.
    func cells(_ position: Int) -> [TableCell] {
        let row = (rows[position] ?? []).sorted { ($1.match.score, $0.name) < ($0.match.score, $1.name) }
        let open = row.filter(\.match.isBorderline).map(\.name)
        return [
            TableCell(row.map(\.name).joined(separator: " | ")),
            TableCell(row.first.map { Double($0.match.score) }, digits: 2),
            TableCell(open.joined(separator: " | ")), TableCell(row.first?.match.sentence),
        ]
    }
}

/// The texts that express concepts as JSON shows them.
struct ConceptReport: Encodable {
    private struct Concept: Encodable {
        let name: String
        let count: Int
        let share: Double
        let threshold: Float?
        let thresholdFrom: String?
        let matches: [Match]
        let nearMisses: [Match]
    }

    private struct Match: Encodable {
        let text: String
        let place: String
        let position: Int
        let sentence: String?
        let score: Float
        let isBorderline: Bool
    }

    private let name: String
    private let count: Int
    private let notes: [String]
    private let concepts: [Concept]

    init(_ finding: ConceptFinding, _ found: [[ConceptFinding.Match]]) {
        let records = finding.collection.records
        func shown(_ match: ConceptFinding.Match) -> Match {
            Match(
                text: records[match.position].text,
                place: records[match.position].place,
                position: match.position,
                sentence: match.sentence,
                score: match.score,
                isBorderline: match.isBorderline
            )
        }
        name = finding.collection.name
        count = records.count
        notes = finding.collection.notes
        concepts = finding.concepts.enumerated().map { index, concept in
            Concept(
                name: concept.name,
                count: found[index].count,
                share: Double(found[index].count) / Double(max(1, records.count)),
                threshold: finding.threshold(of: index)?.value,
                thresholdFrom: finding.threshold(of: index)?.origin.rawValue,
                matches: found[index].map(shown),
                nearMisses: finding.nearMisses(of: index).map(shown)
            )
        }
    }
}
