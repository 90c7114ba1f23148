import Foundation
import RAGCore

/// Turns to store.
enum TurnSamples {
    /// Returns the time `seconds` after a fixed one. Whole seconds are stored without rounding.
    static func time(_ seconds: Double = 0) -> Date { Date(timeIntervalSince1970: 1_790_000_000 + seconds) }

    static func passage(_ text: String, path: String = "zh/退货.md", pages: ClosedRange<Int>? = nil) -> PassageRecord {
        PassageRecord(path: path, title: "退货", heading: "退货 › 期限", lines: 3...9, pages: pages, url: nil, text: text)
    }

    /// Returns a turn with a value in every field.
    static func full(_ question: String, at seconds: Double = 0) -> TurnRecord {
        let passage = passage("签收后 15 天内可以退货。", pages: 1...2)
        return TurnRecord(
            question: question,
            standaloneQuestion: "退货 " + question,
            language: .chinese,
            askedAt: time(seconds),
            hits: [HitRecord(passage, score: 0.875, rankScore: 0.5), HitRecord(self.passage("运费"), score: 0.75)],
            decision: DecisionRecord("answered", reason: nil, leavesOpen: false, evidence: ["topScore": 0.875]),
            answer: "15 天内 [1]。",
            sources: [SourceRecord(number: 1, passage: passage, score: 0.875, isCited: true)],
            findings: ["第 2 句 \"没有\" 出处\n"],
            timings: [StepTiming("search", milliseconds: 12.5), StepTiming("total", milliseconds: 830)],
            model: "qwen",
            usage: TokenUsage(input: 512, output: 40),
            cost: 0.000_75
        )
    }

    static func declined(_ question: String, at seconds: Double = 0) -> TurnRecord {
        TurnRecord(
            question: question,
            language: Language(of: question),
            askedAt: time(seconds),
            decision: DecisionRecord("declined", reason: "not-in-documents", leavesOpen: true),
            answer: "文档里没有说。"
        )
    }

    static func answered(_ question: String, at seconds: Double = 0) -> TurnRecord {
        TurnRecord(
            question: question,
            language: Language(of: question),
            askedAt: time(seconds),
            decision: DecisionRecord("answered", leavesOpen: false),
            answer: "好的。"
        )
    }
}
