import Application
import Foundation
import RAGCore

extension AuditReport {
    /// Prints the findings by kind, worst first, at most `limit` of each kind.
    func print(to console: Console, limit: Int) throws {
        for kind in AuditFinding.Kind.allCases {
            let found = findings.filter { $0.kind == kind }
            guard !found.isEmpty else { continue }
            try console.print(console.bold("\(kind.title) (\(found.count))"))
            try console.print(console.dim(found.count == 1 ? found[0].reason : kind.reason(found)))
            try console.print()
            for (place, finding) in found.prefix(limit).enumerated() {
                try finding.print(rank: place + 1, to: console)
            }
            if found.count > limit { console.error("\(found.count - limit) more; --limit shows them.") }
        }
        for note in notes { console.error(note) }
        let problems =
            findings.isEmpty ? "No problems" : findings.count == 1 ? "1 problem" : "\(findings.count) problems"
        console.error("\(problems) in \(documents) documents with \(passages) passages.")
    }
}

extension AuditFinding {
    private static let longest = 300

    fileprivate func print(rank: Int, to console: Console) throws {
        try console.print("\(rank). " + summary.onOneLine.shortened(to: Self.longest))
        for place in places {
            try console.print(console.dim("   \(place.description.onOneLine)"))
            try console.print("     " + highlighted(place, console))
        }
        try console.print()
    }

    /// Returns the text of a place with the words that matter in bold. Without colours they stand between brackets.
    private func highlighted(_ place: Place, _ console: Console) -> String {
        let text = place.text.onOneLine.shortened(to: Self.longest)
        guard let words = place.words?.onOneLine, words.count * 2 < text.count, let range = text.range(of: words) else {
            return text
        }
        let bold = console.bold(words)
        return text.replacingCharacters(in: range, with: bold == words ? "[\(words)]" : bold)
    }
}

extension AuditFinding.Kind {
    fileprivate var title: String {
        switch self {
        case .contradictions: "Contradictions"
        case .links: "Broken links"
        case .dates: "Dates in the past"
        case .uncovered: "Asked, but in no document"
        case .duplicates: "Passages that say the same"
        case .unreachable: "Passages that are not found"
        }
    }

    /// Returns the reason that all of `found` share, else why problems of this kind count.
    fileprivate func reason(_ found: [AuditFinding]) -> String {
        let reasons = Set(found.map(\.reason))
        if reasons.count == 1, let only = reasons.first { return only }
        return switch self {
        case .contradictions: "Two sentences about the same thing differ; which of them a customer gets is chance."
        case .links: "Readers who follow the link, or look at the picture, find nothing."
        case .dates: "Customers get answers that are out of date."
        case .uncovered: "Customers ask about it, and no document answers."
        case .duplicates: "One of the two is easily forgotten when the other is changed."
        case .unreachable: "A passage that is not found helps nobody."
        }
    }
}
