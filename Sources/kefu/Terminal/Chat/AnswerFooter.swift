import Answering
import RAGCore

/// What an answer took, on one quiet line: `gpt-4.1-mini · 812 + 96 tokens · 2.3 s`.
struct AnswerFooter {
    let answer: Answer

    var text: String {
        var parts: [String] = []
        if let model = answer.model { parts.append(model) }
        if let usage = answer.usage { parts.append("\(usage.input) + \(usage.output) tokens") }
        parts.append("\(answer.trace.timings.total.formatted(digits: 1)) s")
        return parts.joined(separator: " · ").onOneLine.plain
    }
}
