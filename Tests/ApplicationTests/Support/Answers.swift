import Foundation
import RAGCore

@testable import Answering

/// An answer of a completion model that read 100 tokens and wrote 10.
func answer(
    _ question: String,
    _ text: String = "可以。",
    decision: Answer.Decision = .answered,
    reason: Answer.Reason? = nil,
    sources: [Source] = []
) -> Answer {
    Answer(
        question: question,
        standaloneQuestion: nil,
        language: .chinese,
        decision: decision,
        reason: reason,
        team: nil,
        text: text,
        sources: sources,
        confidence: 0.9,
        unsupported: [],
        model: "test-model",
        usage: TokenUsage(input: 100, output: 10),
        trace: AnswerTrace()
    )
}

/// A source with this path and text.
func source(_ path: String, _ text: String) -> Source {
    Source(number: 1, hit(path, text), isCited: true)
}

/// A passage that a search has found.
func hit(_ path: String, _ text: String, score: Float = 0.9, lines: ClosedRange<Int> = 1...1) -> SearchHit {
    let chunk = Chunk(
        ordinal: 0,
        text: text,
        headingPath: ["Part"],
        range: 0..<text.utf8.count,
        lines: lines,
        language: .english
    )
    return SearchHit(chunkID: 1, documentPath: path, documentTitle: "Title", chunk: chunk, score: score)
}
