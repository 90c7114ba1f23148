import Foundation
import RAGCore

/// A question that the documents do not answer, with the documents that come nearest.
package struct KnowledgeGap: Sendable, Encodable {
    /// A document that is near the question.
    package struct Neighbour: Sendable, Encodable {
        /// Path and line or page of the nearest passage, or its web address.
        package let place: String
        /// Title and headings of the nearest passage.
        package let heading: String
        /// Cosine of question and passage.
        package let score: Float
    }

    /// The question that stands for the group; written out where it depended on the conversation.
    package let question: String
    /// Language of that question; nil where it has no letters.
    package let language: Language?
    /// How often a question of the group was asked.
    package let count: Int
    /// How many of its answers a person marked bad.
    package let markedBad: Int
    /// When a question of the group was last asked.
    package let lastAsked: Date
    /// Other wordings of the question, each of which can be understood alone.
    package let otherWordings: [String]
    /// At most three documents, nearest first, each once.
    package let nearest: [Neighbour]
    /// How many of the `count` questions would be answered now; nil where that was not checked.
    package let answeredNow: Int?

    /// Whether every question of the group would be answered now; nil where that was not checked.
    package var isClosed: Bool? { answeredNow.map { $0 == count } }

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
}
