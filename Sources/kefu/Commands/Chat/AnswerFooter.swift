import RAGCore

/// What an answer took, on one quiet line: `gpt-4.1-mini · 812 + 96 tokens · 2.3 s · 0.00046`.
struct AnswerFooter {
    let record: TurnRecord

    var text: String {
        var parts: [String] = []
        if let model = record.model { parts.append(model) }
        if let usage = record.usage { parts.append("\(usage.input) + \(usage.output) tokens") }
        if let last = record.timings.last { parts.append("\((last.milliseconds / 1_000).formatted(digits: 1)) s") }
        if let cost = record.cost { parts.append(cost.formatted(digits: cost < 0.1 ? 5 : 2)) }
        return parts.joined(separator: " · ").onOneLine.plain
    }
}
