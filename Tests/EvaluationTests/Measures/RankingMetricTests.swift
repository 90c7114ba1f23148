import Testing

@testable import Evaluation

@Suite struct RankingMetricTests {
    @Test("measures equal trec_eval's", arguments: judged)
    func measures(_ judged: Judged) throws {
        for (name, expected) in zip(Judged.names, judged.values) {
            let metric = try #require(RankingMetric(name))
            #expect(abs(metric.value(of: judged.ranking, grades: judged.grades) - expected) < 1e-6, "\(name)")
        }
    }

    @Test(
        "a measure is read from its name",
        arguments: [("recall@5", "recall@5"), ("NDCG@10", "nDCG@10"), ("mrr@10", "MRR@10")]
    )
    func names(name: String, description: String) {
        #expect(RankingMetric(name)?.description == description)
    }

    @Test(
        "other texts are not a metric",
        arguments: ["", "recall", "recall@", "recall@0", "recall@x", "precision@5", "hit@1@2"]
    )
    func noNames(name: String) {
        #expect(RankingMetric(name) == nil)
    }

    @Test("nothing found and nothing relevant give zero")
    func nothing() {
        for metric in RankingMetric.standard {
            #expect(metric.value(of: [], grades: ["a": 1]) == 0)
            #expect(metric.value(of: ["a"], grades: [:]) == 0)
        }
    }
}

/// A ranking and what pytrec_eval 0.5 (`terrier`) says of it; `recip_rank` cut at 10.
struct Judged: Sendable {
    static let names = ["nDCG@3", "nDCG@10", "recall@5", "recall@10", "MRR@10", "hit@1", "hit@5"]

    let ranking: [String]
    let grades: [String: Int]
    let values: [Double]

    init(_ ranking: String, _ grades: [String: Int], _ values: [Double]) {
        self.ranking = ranking.split(separator: " ").map(String.init)
        self.grades = grades
        self.values = values
    }
}

private let judged: [Judged] = [
    Judged(
        "d28 d9 d19 d10 d29 d5 d7 d22 d0 d14 d8",
        ["d14": 1],
        [0.0, 0.2890648263, 0.0, 1.0, 0.1, 0.0, 0.0]
    ),
    Judged(
        "d10 d20 d12 d2 d14 d25 d19 d7 d15 d26 d0 d21 d1 d16 d8 d22 d11 d6",
        ["d19": 1, "d22": 3, "d24": 2, "d25": 3, "d5": 1, "d7": 0],
        [0.0, 0.2089252348, 0.0, 0.4, 0.1666666667, 0.0, 0.0]
    ),
    Judged(
        "d29 d28 d26 d24 d18 d6 d0 d17 d7 d20 d11",
        ["d19": 3],
        [0.0, 0.0, 0.0, 0.0, 0, 0.0, 0.0]
    ),
    Judged(
        "d8 d19 d24 d13 d10 d16 d29 d7 d27 d17 d18 d20 d2 d4 d25 d6 d1 d15 d3 d5 d23 d28",
        ["d17": 2, "d26": 1, "d27": 1],
        [0.0, 0.2807982668, 0.0, 0.6666666667, 0.1111111111, 0.0, 0.0]
    ),
    Judged(
        "d24 d11 d1 d6 d16",
        ["d1": 1, "d12": 0, "d15": 2, "d2": 0, "d20": 1, "d6": 1, "u2": 3],
        [0.1050009979, 0.1668061824, 0.4, 0.4, 0.3333333333, 0.0, 1.0]
    ),
    Judged(
        "d13 d20 d26 d10",
        ["d1": 0, "d10": 3, "d13": 3, "d23": 1, "u1": 1],
        [0.5562983931, 0.7370232449, 0.5, 0.5, 1.0, 1.0, 1.0]
    ),
    Judged(
        "d9 d14 d1 d4 d0 d23 d28 d18 d26 d19 d13 d29 d15 d3 d12 d6 d21 d10 d25 d20 d17",
        ["d12": 1, "d22": 0, "d23": 2, "d28": 1, "d5": 1],
        [0.0, 0.2936168729, 0.0, 0.5, 0.1666666667, 0.0, 0.0]
    ),
    Judged(
        "d26 d21 d8 d4 d13 d25 d22 d9 d7 d14 d1",
        ["d29": 1, "d9": 1, "u1": 3],
        [0.0, 0.0763665556, 0.0, 0.3333333333, 0.125, 0.0, 0.0]
    ),
    Judged(
        "d11 d12 d10 d2 d17 d1 d7 d15 d24 d14 d5 d9 d26 d22 d21 d18 d8 d27",
        ["d1": 3, "d28": 0, "d9": 1],
        [0.0, 0.2943107231, 0.0, 0.5, 0.1666666667, 0.0, 0.0]
    ),
    Judged(
        "d2 d7 d27 d13 d6 d24 d9 d20 d12 d26 d11 d21 d0 d8 d14 d22 d29 d18 d16 d10 d1 d17 d3 d23 d19",
        ["d12": 2, "d14": 3, "d16": 1, "d17": 3, "d22": 3, "d8": 1],
        [0.0, 0.0752838259, 0.0, 0.1666666667, 0.1111111111, 0.0, 0.0]
    ),
    Judged(
        "d16 d8 d20 d0 d17 d15 d1",
        ["d10": 2, "d14": 3, "d27": 1],
        [0.0, 0.0, 0.0, 0.0, 0, 0.0, 0.0]
    ),
    Judged(
        "d29 d7 d24 d5 d26 d15 d18 d19 d4 d16 d21 d3 d13 d1",
        ["d15": 2, "d16": 0, "d17": 0, "d18": 1, "d22": 0, "d29": 1, "d9": 1],
        [0.3193939432, 0.5743890617, 0.25, 0.75, 1.0, 1.0, 1.0]
    ),
]
