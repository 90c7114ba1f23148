import RAGCore
import Testing

@testable import Insight

@Suite struct TopicIdentityTests {
    private let means: [Language?: [Float]] = [.english: [0, 0, 0]]

    private func known(_ number: Int, _ texts: [UInt64], fixed: Bool = false, centre: [Float] = [1, 0, 0]) -> KnownTopic
    {
        KnownTopic(
            number: number,
            parts: [KnownTopic.Part(number: number, language: .english, texts: texts, centre: centre)],
            isFixed: fixed
        )
    }

    private func found(_ members: [Int], centre: [Float] = [0, 1, 0]) -> FoundTopic {
        FoundTopic(language: .english, members: members, centre: centre)
    }

    private func identity(
        _ found: [FoundTopic],
        _ hashes: [UInt64],
        _ known: [KnownTopic],
        moved: [UInt64: Int?] = [:]
    ) -> TopicIdentity {
        TopicIdentity(of: found, hashes: hashes, known: known, moved: moved, next: 50, means: means)
    }

    @Test("a topic keeps its number if most of its texts stay together; new texts join it; what is left is new")
    func numbers() {
        let result = identity(
            [found([0, 1, 2, 6]), found([3, 4, 5]), found([7, 8, 9])],
            [1, 2, 3, 4, 5, 6, 100, 101, 102, 103],
            [known(7, [4, 5, 6]), known(12, [1, 2, 3])]
        )
        #expect(result.numbers == [12, 7, 50])
        #expect(result.texts == [12, 12, 12, 7, 7, 7, 12, 50, 50, 50])
        #expect(result.new == [50])
    }

    @Test("a topic that falls apart passes its number to the larger part; one that is swallowed loses it")
    func split() {
        let apart = identity([found([0, 1]), found([2, 3, 4])], [1, 2, 3, 4, 5], [known(9, [1, 2, 3, 4, 5])])
        #expect(apart.numbers == [50, 9])
        let swallowed = identity([found([0, 1, 2, 3])], [1, 2, 3, 4], [known(8, [1]), known(9, [2, 3, 4])])
        #expect(swallowed.numbers == [9])
    }

    @Test("a topic that a person named keeps all its texts, and the parts around them join it")
    func fixed() {
        let result = identity(
            [found([0, 1, 5]), found([2, 3, 6]), found([4, 7, 8, 9, 10])],
            [1, 2, 3, 4, 5, 100, 101, 102, 103, 104, 105],
            [known(9, [1, 2, 3, 4, 5], fixed: true)]
        )
        #expect(result.numbers == [9, 9, 50], "one known text of five does not make the third topic a part")
        #expect(result.texts == [9, 9, 9, 9, 9, 9, 9, 50, 50, 50, 50])
    }

    @Test("the texts of a named topic stay in it, even if another topic or none takes them")
    func sticky() {
        let result = identity(
            [found([0, 1, 2, 3])],
            [1, 2, 3, 10, 11],
            [known(8, [1, 2, 3]), known(9, [10, 11], fixed: true)]
        )
        #expect(result.numbers == [8])
        #expect(result.texts == [8, 8, 8, 9, 9])
    }

    @Test("a moved text follows the person, also out of all topics")
    func moved() {
        let result = identity(
            [found([0, 1, 2])],
            [1, 2, 3, 4],
            [known(9, [1, 2, 3], fixed: true)],
            moved: [2: 4, 3: nil, 4: 9] as [UInt64: Int?]
        )
        #expect(result.texts == [9, 4, nil, 9])
    }

    @Test("texts of another time continue the nearest topic, unless none is near or its own texts are there")
    func byCentre() {
        let near = known(9, [1, 2], centre: [0.1, 1, 0])
        #expect(identity([found([0, 1])], [100, 101], [near]).numbers == [9])
        #expect(identity([found([0, 1])], [100, 101], [known(9, [1, 2], centre: [1, 1, 1])]).numbers == [50])
        let both = identity([found([0, 1]), found([2, 3], centre: [1, 0, 0])], [100, 101, 1, 2], [near])
        #expect(both.numbers == [50, 9])
        // Several may join a named one, but only one an unnamed one.
        let twice = [found([0, 1]), found([2, 3])]
        #expect(identity(twice, [100, 101, 102, 103], [near]).numbers == [9, 50])
        var named = near
        named.isFixed = true
        #expect(identity(twice, [100, 101, 102, 103], [named]).numbers == [9, 9])
    }
}
