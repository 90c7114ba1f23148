import Foundation
import Grounding
import Lexicon
import RAGCore

/// Answers without a completion model by quoting the best passages, each with its citation mark.
enum PassageQuoter {
    /// The most passages that are quoted, so that the text stays an answer rather than a list of results.
    private static let limit = 2
    /// The largest distance in score to the best passage at which a passage is quoted.
    private static let margin: Float = 0.02
    /// The confidence from which the best passage is quoted while the model reads.
    private static let leastConfidence = 0.8
    /// The most sentences and characters of such a quote. A passage that is no longer than the latter is quoted whole.
    private static let (excerptSentences, excerptLength) = (3, 240)

    /// Returns the best passages that differ little in score.
    static func quoted(_ passages: [SearchHit]) -> [SearchHit] {
        guard let best = passages.first?.score else { return [] }
        return Array(passages.prefix(limit).prefix { best - $0.score <= margin })
    }

    /// Returns heading, text and citation mark of each quoted passage, with a blank line between them. The first mark
    /// is `[firstNumber]`.
    static func quote(_ passages: [SearchHit], numberedFrom firstNumber: Int = 1) -> String {
        quoted(passages).enumerated().map { "\($1.heading)\n\($1.chunk.text) [\($0 + firstNumber)]" }
            .joined(separator: "\n\n")
    }

    /// Returns the part of the best passage of `draft` that probably answers its question; nil if that is not sure
    /// enough to be shown before the model has read it.
    static func quickQuote(_ draft: AnswerDraft) -> PassageQuote? {
        guard let confidence = draft.trace.confidence, confidence >= leastConfidence, let best = draft.passages.first
        else { return nil }
        let question = draft.standaloneQuestion ?? draft.correctedQuestion ?? draft.question
        return PassageQuote(
            source: Source(number: draft.firstNumber, best, isCited: false),
            text: excerpt(of: best.chunk.text, about: question)
        )
    }

    /// Returns the consecutive sentences of `passage` that have most words of `question`, the first if several have as
    /// many. A row of a table follows its header.
    static func excerpt(of passage: String, about question: String) -> String {
        let sentences = SentenceStream.sentences(of: passage)
        guard passage.count > excerptLength, sentences.count > 1 else { return passage.trimmed }
        let terms = Terms.of(question)
        // A header is quoted above its rows, and counts for none of them.
        let found = sentences.indices.map { index in
            header(above: index + 1, in: sentences).isEmpty || index > 0 && sentences[index - 1].isRow
                ? Terms.of(sentences[index]).intersection(terms) : []
        }
        let windows = sentences.indices.map { start -> Range<Int> in
            var (end, length) = (start + 1, sentences[start].count)
            while end < sentences.count, end - start < excerptSentences,
                length + sentences[end].count <= excerptLength
            {
                length += sentences[end].count
                end += 1
            }
            return start..<end
        }
        func worth(_ window: Range<Int>) -> Int {
            // The words of the first sentence count twice: the answer begins with it.
            found[window].reduce(into: Set<ExactText>()) { $0.formUnion($1) }.count * 2 + found[window.lowerBound].count
        }
        let best = windows.max { worth($0) < worth($1) || worth($0) == worth($1) && $0.lowerBound > $1.lowerBound }
        guard let best else { return passage.trimmed }
        return (header(above: best.lowerBound, in: sentences) + sentences[best]).joined().trimmed
    }

    /// Returns the header of the table that the sentence `index` is a row of, with the line below it.
    private static func header(above index: Int, in sentences: [String]) -> [String] {
        var start = index
        guard index < sentences.count else { return [] }
        while start > 0, sentences[index].isRow, sentences[start - 1].isRow { start -= 1 }
        return Array(sentences[start..<min(start + 2, index)])
    }
}

extension String {
    fileprivate var isRow: Bool { first { !$0.isWhitespace } == "|" }

    fileprivate var trimmed: String {
        trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
