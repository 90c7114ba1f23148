import RAGCore
import Testing

@testable import Insight

@Suite struct ConceptSearchTests {
    /// Unit vectors: a part that all texts share, one of the subject, and a little of their own.
    private func vector(_ subject: Int, _ own: Int, name: Bool = false) -> [Float] {
        var row = [Float](repeating: 0, count: 24)
        row[0] = 2
        row[1] = name ? 1.5 : 0
        row[2 + subject] = 1
        row[12 + own % 12] = 0.6
        return Array(VectorTable(components: row, dimensions: 24).scaledToUnitLength().components)
    }

    @Test("a text holds a name if it holds all its words, in any order and form")
    func namings() async throws {
        let texts = [
            "please wrap it as a gift", "is gift wrapping free", "a gift", "wrapped, the gifts", "礼品怎么包装", "礼品包装多少钱",
        ]
        let vectors = VectorTable(components: texts.indices.flatMap { vector($0, $0) }, dimensions: 24)
        let search = try await search(texts, vectors)
        let names = ["gift wrapping", "礼品包装"].map { prototype(0, $0) }
        #expect(
            search.namings(of: names) == [
                [true, true, false, true, false, false], [false, false, false, false, false, true],
            ]
        )
    }

    private let texts = (0..<80).map { "text \($0 % 8) \($0)" }
    private func vectors() -> VectorTable {
        VectorTable(components: texts.indices.flatMap { vector($0 % 8, $0 / 8) }, dimensions: 24)
    }

    private func search(_ texts: [String]? = nil, _ table: VectorTable? = nil) async throws -> ConceptSearch {
        let background = VectorTable(
            components: (0..<10).flatMap { vector($0 % 10, $0, name: true) },
            dimensions: 24
        )
        let texts = texts ?? self.texts
        return try await ConceptSearch(
            over: texts,
            languages: texts.map { Language(of: $0) },
            vectors: table ?? vectors(),
            names: [.english: background]
        )
    }

    private func prototype(_ subject: Int, _ name: String = "thing", examples: [Int] = []) -> ConceptPrototype {
        ConceptPrototype(
            Concept(name: name, examples: examples.map { "example \($0)" }),
            name: vector(subject, 3, name: true),
            description: [],
            examples: VectorTable(components: examples.flatMap { vector($0, 5) }, dimensions: 24)
        )
    }

    private func best(_ scores: [Float], _ count: Int) -> Set<Int> {
        Set(scores.indices.sorted { scores[$0] > scores[$1] }.prefix(count).map { $0 % 8 })
    }

    @Test("a concept finds the texts of its subject by its name alone, and several concepts do not disturb each other")
    func names() async throws {
        let scores = try await search().scores(of: [prototype(2), prototype(6, "other")])
        #expect(best(scores[0], 10) == [2])
        #expect(best(scores[1], 10) == [6])
        #expect(try await search().scores(of: []).isEmpty)
    }

    @Test("examples outweigh a name that means something else")
    func examples() async throws {
        let scores = try await search().scores(of: [prototype(9, examples: [4, 4, 4, 4, 4])])
        #expect(best(scores[0], 10) == [4])
    }

    @Test("words of the name add to the score of a text that holds them, and rare ones more")
    func words() {
        let words = ConceptWords(["card refund", "the refund", "card", "refund", "a parcel"])
        let shares = words.shares(of: "card refunds")
        #expect(shares[0] == 1 && shares[4] == 0)
        #expect(shares[2] > shares[3])
        #expect(ConceptWords(["力学", "体力", "重量"]).shares(of: "力") == [1, 1, 0])
    }

    @Test("the order of the texts does not change their scores")
    func order() async throws {
        let table = vectors()
        let scores = try await search().scores(of: [prototype(2)])[0]
        let order = Array(texts.indices.reversed())
        let turned = try await search(order.map { texts[$0] }, table.rows(order)).scores(of: [prototype(2)])[0]
        for (place, position) in order.enumerated() { #expect(abs(turned[place] - scores[position]) < 1e-3) }
    }

    @Test("one text and texts that are all equal have scores, and nothing stands out")
    func degenerate() async throws {
        let one = try await search(["a"], vectors().rows([0])).scores(of: [prototype(0)])[0]
        #expect(one.count == 1 && one.allSatisfy(\.isFinite))
        let equal = try await search(Array(repeating: "a", count: 40), vectors().rows(Array(repeating: 0, count: 40)))
            .scores(of: [prototype(0)])[0]
        #expect(Set(equal).count == 1 && equal.allSatisfy(\.isFinite))
    }

    @Test("scores of each language are relative to that language if it has enough texts")
    func languages() {
        let values = (0..<60).map { Float($0 < 30 ? $0 : 100 + $0) }
        let languages = (0..<60).map { $0 < 30 ? Language.chinese : .english }
        let scores = StandardScores.of(values, in: languages)
        #expect(abs(scores[29] - scores[59]) < 1e-5 && scores[29] > 1.5)
        #expect(StandardScores.of(values, in: Array(languages.prefix(10)) + Array(repeating: nil, count: 50))[59] > 0)
        #expect(StandardScores.of([3, 3, 3]) == [0, 0, 0])
    }
}
