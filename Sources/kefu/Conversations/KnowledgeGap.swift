import Foundation
import RAGCore

/// A question that the documents do not answer, as `kefu unanswered` shows it.
struct KnowledgeGap: Encodable {
    /// A document that comes near.
    struct Neighbour: Encodable {
        let place: String
        let heading: String
        let score: Float
    }

    /// The question that stands for all; written out where it leaned on the conversation.
    let question: String
    let language: Language?
    /// How often it was asked.
    let count: Int
    /// How many of its answers a person marked bad.
    let markedBad: Int
    let lastAsked: Date
    /// Other ways in which it was asked, each of which stands alone.
    let otherWordings: [String]
    /// Best first, each document once.
    let nearest: [Neighbour]
    /// How many of the times that it was asked it would be answered now; nil where that was not looked into.
    let answeredNow: Int?

    /// Whether it would be answered now, however it was asked; nil where that was not looked into.
    var isClosed: Bool? { answeredNow.map { $0 == count } }

    init(_ group: UnansweredGroup, nearest hits: [SearchHit], answeredNow: Int?) {
        question = group.representative.meaning
        language = group.representative.language
        count = group.count
        markedBad = group.markedBad
        lastAsked = group.lastAsked
        otherWordings = group.wordings.filter { $0 != group.representative.meaning }
        var seen: Set<String> = []
        nearest = hits.filter { seen.insert($0.documentPath).inserted }.prefix(Self.neighbours).map { hit in
            let passage = FoundPassage(hit)
            return Neighbour(place: passage.place, heading: passage.heading, score: passage.score)
        }
        self.answeredNow = answeredNow
    }

    private static let neighbours = 3
    private static let shownWordings = 3

    func print(rank: Int, to console: Console) throws {
        let bad = markedBad > 0 ? ", \(markedBad) marked bad" : ""
        try console.print(
            console.bold("\(rank). \(question.onOneLine.shortened(to: 120))")
                + console.dim("  ×\(count), last \(lastAsked.shown)\(bad)")
        )
        for wording in otherWordings.prefix(Self.shownWordings) {
            try console.print("   " + wording.onOneLine.shortened(to: 120))
        }
        for neighbour in nearest {
            try console.print(
                console.dim(
                    "   \(neighbour.score.formatted(digits: 3))  \(neighbour.heading.onOneLine) — \(neighbour.place.onOneLine)"
                )
            )
        }
        if let answeredNow {
            try console.print(
                isClosed == true ? "   answered now" : "   answered now: \(answeredNow) of \(count)"
            )
        }
        try console.print()
    }
}

extension Assembly {
    /// What `groups` look like beside the documents as they are now. Without an index nothing is near.
    func gaps(_ groups: some Sequence<UnansweredGroup>, recheck: Bool) async throws -> [KnowledgeGap] {
        let recheck = recheck ? Recheck(pipeline: try await answerPipeline(with: nil)) : nil
        let hasIndex = FileManager.default.fileExists(atPath: settings.workspace.database.path)
        let retriever = hasIndex ? try await retriever() : nil
        var gaps: [KnowledgeGap] = []
        for group in groups {
            try Task.checkCancellation()
            console.progress("looking at question \(gaps.count + 1) …")
            let hits = try await retriever?.retrieve(group.representative.meaning, limit: 10).hits ?? []
            gaps.append(KnowledgeGap(group, nearest: hits, answeredNow: try await recheck?.answered(of: group)))
        }
        console.endProgress()
        return gaps
    }
}
