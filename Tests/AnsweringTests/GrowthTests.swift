import RAGCore
import TestSupport
import Testing

@testable import Answering

/// The time of each reading of a customer's message by its length.
@Suite struct GrowthTests {
    private static let handover = Handover(topics: ["refund", "投诉"])

    @Test("the time of every reading of a message grows no faster than n log n", arguments: HostileText.sample)
    func growth(text: HostileText) {
        let readings: [(name: String, work: (String) -> Void)] = [
            ("questions", { _ = Message($0).questions }),
            ("small talk", { _ = SmallTalk.kind(of: $0, isFirst: true) }),
            ("hand-over", { _ = Self.handover.reason($0) }),
            ("reference to the turn before", { _ = FollowUp.refersBack($0) }),
        ]
        for reading in readings {
            // What the pipeline reads is a question with bounded characters.
            let growth = Growth.measure(
                from: 500,
                to: 32_000,
                make: { text($0).withBoundedCharacters() },
                reading.work
            )
            #expect(growth.isBearable, "\(reading.name): \(growth)")
        }
    }
}
