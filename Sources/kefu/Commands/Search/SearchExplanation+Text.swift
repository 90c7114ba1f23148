import Application

extension SearchExplanation {
    /// Returns the decision with its figures, the steps, a table of the passages, and remarks on each.
    func rendered(on console: Console) -> String {
        var parts = [[summary(console)], stepLines(console)]
        if !passages.isEmpty { parts.append([table.text]) }
        parts.append(passages.flatMap { remarks(on: $0) })
        if !filteredOut.isEmpty {
            parts.append(
                [console.bold("excluded by the filter")]
                    + filteredOut.map {
                        "  \($0.place.onOneLine)  cosine \($0.cosine.formatted(digits: 3)), by \($0.filter)"
                    }
            )
        }
        return parts.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") }.joined(separator: "\n\n")
    }

    private func summary(_ console: Console) -> String {
        let (confidence, least) = (evidence.confidence, evidence.minimumConfidence)
        let facts = [
            "confidence \(confidence.formatted(digits: 2)), needed \(least.formatted(digits: 2))",
            "nearest cosine \(Self.number(evidence.topCosine))",
            "words held by the nearest \(Self.number(evidence.wordsHeld, digits: 2))",
            "by one passage \(Self.number(evidence.wordsHeldByOne, digits: 2))",
            "prominence \(Self.number(evidence.prominence, digits: 1))",
            "alignment \(Self.number(evidence.alignment, digits: 2))",
            "its lead \(Self.number(evidence.alignmentLead, digits: 2))",
            "inner lead \(Self.number(evidence.innerLead, digits: 2))",
            "weakest words' lead \(Self.number(evidence.weakestLead, digits: 1))",
            "question in \(language?.rawValue ?? "no language")",
        ]
        let uncovered = evidence.uncoveredWords.map(\.onOneLine).joined(separator: ", ")
        return console.bold(decision) + "  " + facts.joined(separator: ", ")
            + (uncovered.isEmpty ? "" : "\nno passage says: \(uncovered)")
    }

    private func stepLines(_ console: Console) -> [String] {
        steps.enumerated().flatMap { number, step in
            ["\(number + 1). \(step.name)" + (step.problem.map { ": skipped. \($0)" } ?? "")]
                + step.details.map { console.dim("   \($0.onOneLine)") }
        }
    }

    private var table: TextTable {
        let isReranked = passages.contains { $0.relevance != nil }
        let header = ["passage", "score", "cosine", "rank", "BM25", "rank", "words", "aligned"]
        return TextTable(
            header: header + (isReranked ? ["reranker"] : []),
            rows: passages.map { passage in
                [
                    "\(passage.rank). \(passage.found.place.onOneLine)", Self.number(passage.score),
                    Self.number(passage.cosine), Self.number(passage.cosineRank), Self.number(passage.bm25, digits: 2),
                    Self.number(passage.bm25Rank), Self.number(passage.wordsHeld, digits: 2),
                    Self.number(passage.alignment, digits: 2),
                ] + (isReranked ? [Self.number(passage.relevance)] : [])
            }
        )
    }

    /// Returns what the table does not show: the heading, the ranks after each step, and the merged passages.
    private func remarks(on passage: Passage) -> [String] {
        var lines = ["\(passage.rank). \(passage.found.heading.onOneLine)"]
        let ranks = passage.places.map { $0.map { String($0.rank) } ?? "-" }
        if Set(ranks).count > 1 { lines.append("   rank after each step: \(ranks.joined(separator: " → "))") }
        for merged in passage.merged {
            let share = merged.overlap.map { ", \(Int(($0 * 100).rounded()))% of it" } ?? ""
            lines.append("   merged: \(merged.place.onOneLine) (\(merged.reason)\(share))")
        }
        if let found = passage.foundLines {
            let now = "\(passage.found.firstLine)-\(passage.found.lastLine)"
            lines.append("   found by lines \(found.lowerBound)-\(found.upperBound), shown with its neighbours \(now)")
        }
        return lines
    }

    private static func number(_ value: Float?, digits: Int = 3) -> String { value?.formatted(digits: digits) ?? "-" }

    private static func number(_ value: Int?) -> String { value.map(String.init) ?? "-" }
}
