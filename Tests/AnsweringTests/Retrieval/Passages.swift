import RAGCore

@testable import Answering

/// Returns a ranked passage with `text`.
func passage(
    _ id: Int64,
    _ text: String,
    score: Float = 0.5,
    path: String = "a.md",
    title: String = "Title",
    headings: [String] = [],
    question: String? = nil,
    ordinal: Int = 0,
    lines: ClosedRange<Int>? = nil
) -> RankedPassage {
    let chunk = piece(ordinal, text, headings: headings, question: question, lines: lines)
    return RankedPassage(
        hit: SearchHit(chunkID: id, documentPath: path, documentTitle: title, chunk: chunk, score: 0.9),
        score: score,
        vectorRank: Int(id)
    )
}

/// Returns a chunk of a document with ten lines for each chunk.
func piece(
    _ ordinal: Int,
    _ text: String,
    headings: [String] = [],
    question: String? = nil,
    lines: ClosedRange<Int>? = nil,
    pages: ClosedRange<Int>? = nil
) -> Chunk {
    Chunk(
        ordinal: ordinal,
        text: text,
        headingPath: headings,
        range: ordinal * 100..<ordinal * 100 + 90,
        lines: lines ?? ordinal * 10 + 1...ordinal * 10 + 9,
        pages: pages,
        language: Language(of: text),
        question: question
    )
}

/// Finds the same passages for every question and records the limits.
struct GivenPassages: Retriever {
    let passages: [RankedPassage]

    func retrieve(_ question: String, limit: Int) async throws -> Retrieval {
        let found = Array(passages.prefix(limit))
        return Retrieval(
            passages: found,
            evidence: RetrievalEvidence(language: .chinese, topScore: 0.91, coverage: 0.7, keywordCoverage: 0.4),
            steps: [RetrievalStep("found", found)]
        )
    }
}

/// A completion model that returns `reply` or fails with `error`.
struct SayingModel: ChatModel {
    let name = "saying"
    var reply = ""
    var error: RAGError?
    /// The reason why the reply ends, in the provider's words.
    var end: String?

    func reply(to request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
        AsyncThrowingStream { continuation in
            for character in reply { continuation.yield(.text(String(character))) }
            continuation.yield(.finished(reason: end))
            continuation.finish(throwing: error)
        }
    }
}
