import Grounding
import Lexicon
import RAGCore

/// Looks for faults of an answer while it streams, and holds each sentence back until it is complete.
///
/// A fault of a sentence is found before the sentence is shown. A fault of the whole answer, such as that it only
/// repeats the question, is found when it ends.
struct FaultWatch: Sendable {
    /// The first fault; nil so far. No more text is returned after it.
    private(set) var fault: AnswerFault?

    private let language: AnswerLanguage
    private let relevance: AnswerRelevance
    private var repetition = Repetition()
    private var table: TableCells
    private var sentences = SentenceStream()
    /// The sentences that were returned.
    private var shown: [String] = []
    private var isInCode = false

    /// Creates a watch. `expectsAnswer` tells whether the passages probably answer the question; only then a text that
    /// says they do not is a fault.
    init(question: String, language: Language, passages: [String], expectsAnswer: Bool) {
        self.language = AnswerLanguage(of: question, default: language)
        relevance = AnswerRelevance(question: question, expectsAnswer: expectsAnswer)
        table = TableCells(passages: passages, question: question)
    }

    /// Takes the next piece and returns the sentences that are complete now.
    mutating func consume(_ piece: String) -> String {
        guard fault == nil else { return "" }
        if !isInCode, repetition.loops(after: piece) {
            fault = .repetition
            return ""
        }
        return release(sentences.consume(piece))
    }

    /// Returns the rest after the reply has ended. `isCut` tells that the token limit ended it.
    mutating func finish(isCut: Bool = false) -> String {
        guard fault == nil else { return "" }
        if isCut { fault = .cutOff }
        if !isInCode, repetition.loops() { fault = .repetition }
        guard fault == nil else { return "" }
        let rest = release(sentences.finish())
        if fault == nil, table.isInvented { fault = .inventedTable }
        if fault == nil, !relevance.answers(shown) { fault = .noAnswer }
        return fault == nil ? rest : ""
    }

    private mutating func release(_ whole: [String]) -> String {
        var text = ""
        for sentence in whole {
            fault = fault(of: sentence)
            guard fault == nil else { return text }
            shown.append(sentence)
            text += sentence
        }
        return text
    }

    /// Returns the fault of a complete sentence; nil if it has none. Code may be in any language and repeat itself.
    private mutating func fault(of sentence: String) -> AnswerFault? {
        let start = sentence.drop(while: \.isWhitespace)
        if start.hasPrefix("```") || start.hasPrefix("~~~") {
            isInCode.toggle()
            return nil
        }
        guard !isInCode else { return nil }
        if start.hasPrefix("|") {
            table.add(row: start)
            return nil
        }
        let words = CitationParser.withoutMarks(sentence).text
        if language.isForeign(words) { return .wrongLanguage }
        return repetition.isRepeated(words) ? .repetition : nil
    }
}
