import Foundation
import RAGCore
import Testing

@testable import Insight

@Suite struct TextGroupingTests {
    /// Places texts by the words they hold, so that a test knows which are near.
    private struct WordEmbedder: Embedder {
        let model = EmbeddingModel(name: "words")
        private static let words = ["refund", "ship", "退款", "运费", "invoice", "发票"]

        func embed(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding] {
            texts.map { text in
                var components = Self.words.map { text.lowercased().contains($0) ? Float(1) : 0 }
                // A part that all texts share, and a small part that depends on the whole text.
                components += [2, Float(text.utf8.reduce(0) { ($0 &* 31 &+ Int($1)) & 0xFF }) / 2_560]
                return Embedding(normalizing: components) ?? Embedding(unitLength: components)
            }
        }
    }

    private func item(_ text: String, canRepresent: Bool = true, weight: Int = 1) -> TextItem {
        TextItem(text, language: Language(of: text), canRepresent: canRepresent, weight: weight)
    }

    private let grouping = TextGrouping(embedder: WordEmbedder())

    @Test("texts that mean the same are one group, heaviest first, and languages stay apart")
    func groups() async throws {
        let items = [
            item("Can I get a refund?"), item("退款要多久"), item("how about a refund"), item("退款？"),
            item("do you ship to Berlin"), item("退款 多少天"), item("42"), item("Refund!"),
        ]
        let groups = try await grouping.groups(of: items)
        #expect(Set(groups.map(\.members)) == [[0, 2, 7], [1, 3, 5], [4], [6]])
        #expect(groups.map(\.weight) == [3, 3, 1, 1])
        #expect(groups.allSatisfy { $0.members.contains($0.representative) })
    }

    @Test("texts that differ in case, width, spaces and final punctuation alone are one wording")
    func wordings() async throws {
        let texts = ["退款多久？", "退款多久", "退款多久?? ", "退款　多久", "退款多久。", "REFUND", "refund…", "Refund?"]
        let groups = try await grouping.groups(of: texts.map { item($0) })
        #expect(groups.map(\.members) == [[0, 1, 2, 3, 4], [5, 6, 7]])
        // The space within 退款　多久 makes it a wording of its own.
        #expect(groups.map(\.wordings) == [[0, 3], [5]])
    }

    @Test("a text counts as often as its weight says")
    func weights() async throws {
        let groups = try await grouping.groups(of: [item("refund"), item("运费", weight: 3), item("refund now")])
        #expect(groups.map(\.weight) == [3, 2])
        #expect(groups.map(\.members) == [[1], [0, 2]])
        #expect(TextItem("a", language: nil, weight: 0).weight == 1)
    }

    @Test("groups of equal weight come in the order of their representatives' texts")
    func ties() async throws {
        let items = [item("ship it"), item("invoice"), item("a refund")]
        let groups = try await grouping.groups(of: items)
        #expect(groups.map { items[$0.representative].text } == ["a refund", "invoice", "ship it"])
    }

    @Test("a text that must not represent its group does so only where it is alone")
    func representatives() async throws {
        let items = [
            item("退款要多久", canRepresent: false), item("退款要多久", canRepresent: false), item("请问退款的期限"),
            item("发票", canRepresent: false),
        ]
        let groups = try await grouping.groups(of: items)
        #expect(groups.map(\.members) == [[0, 1, 2], [3]])
        #expect(groups.map(\.representative) == [2, 3])
        #expect(groups.map(\.wordings) == [[2], []])
    }

    @Test("the order of the texts does not change the groups")
    func order() async throws {
        let texts = (0..<40).map { ["refund \($0)", "运费 \($0)", "发票 \($0)", "ship \($0)"][$0 % 4] }
        func groups(_ texts: [String]) async throws -> [[String]] {
            try await grouping.groups(of: texts.map { item($0) }).map { group in
                [texts[group.representative]] + group.members.map { texts[$0] }.sorted()
            }
        }
        let expected = try await groups(texts)
        #expect(expected.count == 4)
        #expect(try await groups(texts.reversed()) == expected)
        #expect(try await groups(texts.shuffled()) == expected)
        #expect(try await grouping.groups(of: []).isEmpty)
    }

    @Test("random texts are grouped as version 0.1 grouped them, when it took unanswered questions")
    func earlierVersion() async throws {
        let questions = RandomQuestion.list.sorted {
            ($0.askedAt, $0.session, $0.number) < ($1.askedAt, $1.session, $1.number)
        }
        let items = questions.map { TextItem($0.text, language: $0.language, canRepresent: !$0.leans) }
        let groups = try await TextGrouping(embedder: HashEmbedder()).groups(of: items).map { group in
            [questions[group.representative].number, group.wordings.count]
                + group.members.map { questions[$0].number }.sorted()
        }
        #expect(
            Set(groups) == [
                [44, 15, 1, 3, 6, 7, 8, 10, 13, 17, 19, 20, 21, 25, 28, 29, 30, 31, 32, 35, 38, 44, 47, 51],
                [18, 10, 4, 5, 9, 18, 22, 23, 36, 37, 40, 42, 45, 46, 49, 52, 53, 56, 57, 58],
                [34, 4, 15, 16, 24, 33, 34, 39, 54], [48, 4, 11, 48, 50, 55, 59], [26, 3, 12, 26, 27, 43],
                [41, 2, 0, 2, 14, 41],
            ]
        )
    }
}

/// Counts the words of a text by their hashes, beside a part that all texts share.
private struct HashEmbedder: Embedder {
    let model = EmbeddingModel(name: "hash")

    func embed(_ texts: [String], as role: EmbeddingRole) async throws -> [Embedding] {
        texts.map { text in
            var components = [Float](repeating: 0.3, count: 16)
            for word in text.split(separator: " ") {
                // FNV-1a.
                var hash: UInt64 = 14_695_981_039_346_656_037
                for byte in word.utf8 { hash = (hash ^ UInt64(byte)) &* 1_099_511_628_211 }
                components[Int(hash >> 33) % 16] += 1
            }
            return Embedding(normalizing: components) ?? Embedding(unitLength: components)
        }
    }
}

/// A question made of a few random words.
private struct RandomQuestion {
    let number: Int
    let text: String
    let leans: Bool
    let language: Language?
    let session: Int
    let askedAt: Int

    /// The same 60 questions in every run.
    static var list: [RandomQuestion] {
        let words = ["refund", "parcel", "invoice", "late", "broken", "退款", "运费", "发票", "多久", "账户"]
        var state: UInt64 = 7
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        return (0..<60).map { number in
            let isChinese = next(2) == 0
            let chosen = (0...next(3)).map { _ in words[next(5) + (isChinese ? 5 : 0)] }
            let text = chosen.joined(separator: " ") + ["", "?", "。", " "][next(4)]
            let leans = next(4) == 0
            let session = next(9)
            let language: Language? = next(9) == 0 ? nil : isChinese ? .chinese : .english
            let askedAt = next(30)
            _ = next(5)
            return RandomQuestion(
                number: number,
                text: text,
                leans: leans,
                language: language,
                session: session,
                askedAt: askedAt
            )
        }
    }
}
