import RAGCore

@testable import Answering

/// Returns a hit with `text`; with `question` it is a stored answer.
func hit(
    _ text: String,
    title: String = "Title",
    headings: [String] = [],
    score: Float = 0.9,
    language: Language? = nil,
    id: Int64 = 1,
    question: String? = nil,
    metadata: [String: [String]] = [:],
    code: CodePart? = nil
) -> SearchHit {
    let chunk = Chunk(
        ordinal: 0,
        text: text,
        headingPath: headings,
        range: 0..<text.utf8.count,
        lines: 1...1,
        language: language ?? Language(of: text),
        question: question,
        code: code
    )
    return SearchHit(
        chunkID: id,
        documentPath: "a.md",
        documentTitle: title,
        documentMetadata: metadata,
        chunk: chunk,
        score: score
    )
}

/// Returns `hits`, best first, ranked by their cosine.
func ranked(_ hits: [SearchHit]) -> [RankedPassage] {
    hits.enumerated().map { RankedPassage(hit: $1, score: $1.score, vectorRank: $0 + 1) }
}

/// Returns a conversation of turns with these decisions.
func conversation(_ decisions: Answer.Decision...) -> Conversation {
    var conversation = Conversation()
    for decision in decisions {
        conversation.append(AnswerDraft(question: "保修多久？", language: .chinese).answer(decision, text: "哪一款？"))
    }
    return conversation
}
