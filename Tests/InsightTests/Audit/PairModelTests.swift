import Testing

@testable import Insight

@Suite struct PairModelTests {
    private func pair(_ one: String, _ other: String) async throws -> StatementPair {
        let passages = [AuditSamples.passage(one, path: "1.md"), AuditSamples.passage(other, path: "2.md")]
        let assertions = passages.enumerated().flatMap { AssertionReader.assertions(of: $1, number: $0) }
        let neighbours = try await PassageNeighbours(
            languages: passages.map(\.language),
            vectors: VectorTable(components: [1, 1], dimensions: 1),
            count: 1,
            foreignCount: 1
        )
        return try #require(
            try StatementPair.pairs(of: assertions, in: passages.map(\.path), neighbours: neighbours)
                .first { !$0.isYesOrNo }
        )
    }

    @Test("a nearer meaning makes two statements more likely to be about the same thing")
    func meaning() async throws {
        let pair = try await pair("签收后 7 天内可以退货。", "收货后 15 天内都能退货。")
        let chances = [0.8, 0.88, 0.96, 1].map { PairModel.chance(pair, cosine: $0) }
        #expect(chances == chances.sorted() && chances[0] < 0.4 && chances[3] > 0.6)
    }

    @Test("values that are far from each other are seldom of the same thing")
    func ratio() async throws {
        let near = try await pair("The card costs £10 a year.", "The card costs £15 a year.")
        let far = try await pair("The card costs £10 a year.", "The card costs £50 a year.")
        #expect(near.ratio < 0.5 && far.ratio > 1.5)
        #expect(PairModel.chance(far, cosine: 0.93) < PairModel.chance(near, cosine: 0.93) - 0.1)
    }

    @Test("what is free is compared with every fee alike")
    func free() async throws {
        let pair = try await pair("Installation is free of charge.", "Installation costs £900.")
        #expect(pair.hasZero && pair.ratio == 3)
        #expect(PairModel.chance(pair, cosine: 0.98) > 0.4)
    }

    @Test("alternatives make it less likely")
    func alternatives() async throws {
        let plain = try await pair("签收后 7 天内可以无理由退货。", "签收后 15 天内可以无理由退货。")
        let special = try await pair("签收后 7 天内可以无理由退货。", "黑卡会员签收后 15 天内可以无理由退货。")
        #expect(special.isApart && !plain.isApart)
        #expect(PairModel.chance(special, cosine: 0.93) < PairModel.chance(plain, cosine: 0.93) - 0.3)
    }
}
