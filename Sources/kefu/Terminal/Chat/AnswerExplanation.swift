import Answering
import RAGCore

/// How an answer came about, for `/why`: what was searched, what was found and decided, what the model was asked.
struct AnswerExplanation {
    let answer: Answer

    /// Parts under headings, each a few lines.
    var parts: [(heading: String, text: String)] {
        [
            ("Question", question), ("Search", search), ("Decision", decision), ("Model", model), ("Prompt", prompt),
        ].filter { !$0.1.isEmpty }
    }

    private var question: String {
        let searched = answer.standaloneQuestion.map { "searched for as: \($0)" } ?? "searched for as it is"
        return answer.question + "\n" + (answer.trace.evidence == nil ? "not searched for" : searched)
    }

    private var search: String {
        guard !answer.trace.passages.isEmpty else { return "" }
        let sources = Dictionary(answer.sources.map { ($0.heading + $0.passage, $0.number) }, uniquingKeysWith: { $1 })
        let rows = answer.trace.passages.map { ranked -> [String] in
            let heading = ranked.hit.chunk.heading(title: ranked.hit.documentTitle)
            let number = sources[heading + ranked.hit.chunk.text].map { "[\($0)]" } ?? ""
            let words = ranked.keyword.map { $0.score.formatted(digits: 2) } ?? "-"
            let scores = [ranked.score, ranked.hit.score].map { $0.formatted(digits: 3) }
            let places = [ranked.vectorRank, ranked.keywordRank].map { $0.map(String.init) ?? "-" }
            return [number] + scores + [places[0], words, places[1], heading.onOneLine]
        }
        return TextTable(
            header: ["", "score", "cosine", "place", "words", "place", "passage"],
            rows: rows,
            flushLeft: [0, 6]
        ).text
    }

    private var decision: String {
        var lines = [answer.decision.rawValue + (answer.reason.map { ": \($0.rawValue)" } ?? "")]
        if let evidence = answer.trace.evidence {
            let facts: [(String, Float?)] = [
                ("best cosine", evidence.topScore), ("words covered", evidence.coverage),
                ("words covered by one passage", evidence.keywordCoverage),
            ]
            lines += facts.compactMap { name, value in value.map { "\(name): \($0.formatted(digits: 3))" } }
            lines += evidence.language.map { ["language of the question: \($0.rawValue)"] } ?? []
        }
        if let confidence = answer.trace.confidence { lines.append("confidence: \(confidence.formatted(digits: 3))") }
        return lines.joined(separator: "\n")
    }

    private var model: String {
        let timings = answer.trace.timings
        let steps: [(String, Double?)] = [
            ("search", timings.search), ("first word", timings.firstWord), ("whole answer", timings.total),
        ]
        let lines = steps.compactMap { name, seconds in seconds.map { "\(name): \($0.formatted(digits: 2)) s" } }
        return ([answer.model ?? "no completion model was asked"] + lines).joined(separator: "\n")
    }

    private var prompt: String {
        answer.trace.messages.map { "\($0.role.rawValue):\n\($0.content.indented(by: 2))" }.joined(separator: "\n")
    }
}
