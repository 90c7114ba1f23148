import Application
import RAGCore

/// A question that the documents do not answer, as the support team gets it.
struct OpenQuestion: Encodable, Sendable {
    struct Neighbour: Encodable, Sendable {
        let place: String
        let heading: String
        let score: Float
    }

    /// The session and the number of the turn that stands for the group.
    let id: String
    let question: String
    @Nullable var language: String?
    let count: Int
    let markedBad: Int
    let lastAsked: Int
    let otherWordings: [String]
    let nearest: [Neighbour]
    /// How many of the questions would be answered now; nil where that was not checked.
    @Nullable var answeredNow: Int?
    /// The answer that was written and waits for a refresh.
    @Nullable var answer: String?

    init(_ group: UnansweredGroup, _ gap: KnowledgeGap, answer: String?) {
        id = Self.id(of: group)
        question = gap.question
        language = gap.language?.rawValue
        count = gap.count
        markedBad = gap.markedBad
        lastAsked = gap.lastAsked.unixSeconds
        otherWordings = gap.otherWordings
        nearest = gap.nearest.map { Neighbour(place: $0.place, heading: $0.heading, score: $0.score) }
        answeredNow = gap.answeredNow
        self.answer = answer
    }

    /// Returns the name of the turn that stands for `group`.
    static func id(of group: UnansweredGroup) -> String {
        "\(group.representative.session)-\(group.representative.turn)"
    }
}
