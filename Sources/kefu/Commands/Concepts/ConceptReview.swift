import Application
import Foundation
import Insight

/// Asks a person about borderline texts and sets the thresholds as the answers say.
struct ConceptReview {
    let console: Console

    /// Texts that are asked about for each concept: few enough for a minute.
    private static let questions = 8

    /// Asks about each concept of `finding`. Answers come from stdin, one a line, so they can be piped: `y`, `n`, an
    /// empty
    /// line for a text that is left open, `s` for the next concept, `q` to end. After every concept the thresholds are
    /// saved. Throws `RAGError` and `CancellationError`.
    func run(_ finding: inout ConceptFinding, saving thresholds: inout ConceptThresholds) async throws {
        let lines = InputLines(prompt: "").makeAsyncIterator()
        var goesOn = true
        for (index, concept) in finding.concepts.enumerated() where goesOn {
            guard let current = finding.threshold(of: index) else { continue }
            console.error(
                console.bold("\nDoes it express \(concept.name)?") + " y, n, empty: open, s: next concept, q: end"
            )
            var answers: [(score: Float, isMatch: Bool)] = []
            for match in finding.questions(of: index, count: Self.questions) {
                let record = finding.collection.records[match.position]
                console.error("  \((match.sentence ?? record.text).onOneLine.shortened(to: 200))  [y/n/s/q]")
                guard let line = try await lines.next() else {
                    goesOn = false
                    break
                }
                let answer = line.trimmingCharacters(in: .whitespaces).lowercased()
                if ["q", "quit", "退出"].contains(answer) { goesOn = false }
                if !goesOn || ["s", "skip", "跳过"].contains(answer) { break }
                if ["y", "yes", "是"].contains(answer) { answers.append((match.score, true)) }
                if ["n", "no", "否", "不是"].contains(answer) { answers.append((match.score, false)) }
            }
            guard !answers.isEmpty else { continue }
            let fitted = ConceptThreshold.fitted(to: answers, current: current.value)
            finding.set(fitted, of: index)
            thresholds.set(fitted, for: concept.name)
            try thresholds.save()
            console.error(
                "\(concept.name): \(answers.count) answers, \(finding.matches(of: index).count) texts; threshold \(fitted.formatted(digits: 2)) kept in \(thresholds.path)."
            )
        }
    }
}
