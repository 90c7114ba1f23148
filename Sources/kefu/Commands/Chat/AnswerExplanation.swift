import RAGCore

/// The text of `/why`: what was searched for, found and decided, and what the model was sent.
struct AnswerExplanation {
    let turn: ChatTurn

    private var record: TurnRecord { turn.record }

    /// Parts with their headings; empty ones are left out.
    var parts: [(heading: String, text: String)] {
        [
            ("Question", question), ("Search", search), ("Decision", decision), ("Check", check), ("Model", model),
            ("Prompt", prompt),
        ].filter { !$0.1.isEmpty }
    }

    private var question: String {
        let searched = record.standaloneQuestion.map { "searched for as: \($0)" } ?? "searched for as it is"
        return record.question + "\n" + (record.hits.isEmpty ? "nothing was found, or not searched for" : searched)
    }

    private var search: String {
        guard !record.hits.isEmpty else { return "" }
        let numbers = Dictionary(record.sources.map { ($0.passage, $0.number) }, uniquingKeysWith: { $1 })
        let rows = record.hits.map { hit -> [String] in
            let number = numbers[hit.passage].map { "[\($0)]" } ?? ""
            let scores = [hit.rankScore, hit.score].map { $0.map { $0.formatted(digits: 3) } ?? "-" }
            return [number] + scores + [hit.passage.heading.onOneLine]
        }
        return TextTable(header: ["", "score", "cosine", "passage"], rows: rows, flushLeft: [0, 3]).text
    }

    private var decision: String {
        let what =
            record.decision.name + (record.decision.reason.map { ": \($0)" } ?? "")
            + (record.decision.team.map { ", team \($0)" } ?? "")
        let language = record.language.map { ["language: \($0.rawValue)"] } ?? []
        let evidence = record.decision.evidence.sorted { $0.key < $1.key }.map {
            "\($0.key): \($0.value.formatted(digits: 3))"
        }
        return ([what] + language + evidence).joined(separator: "\n")
    }

    private var check: String { record.findings.joined(separator: "\n") }

    private var model: String {
        let timings = record.timings.map { "\($0.step): \(($0.milliseconds / 1_000).formatted(digits: 2)) s" }
        return ([record.model ?? "no completion model was asked"] + timings).joined(separator: "\n")
    }

    private var prompt: String {
        turn.messages.map { "\($0.role.rawValue):\n\($0.content.indented(by: 2))" }.joined(separator: "\n")
    }
}
