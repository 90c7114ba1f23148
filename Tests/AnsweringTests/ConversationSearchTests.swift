import RAGCore
import Synchronization
import Testing

@testable import Answering

@Suite struct ConversationSearchTests {
    /// Finds a passage for each of three words and records the questions.
    private final class Library: Retriever {
        private let asked = Mutex<[String]>([])
        let coverage: Float?

        init(coverage: Float?) { self.coverage = coverage }

        var questions: [String] { asked.withLock { $0 } }

        func retrieve(_ question: String, limit: Int) async throws -> Retrieval {
            asked.withLock { $0.append(question) }
            let shelves: [(word: String, id: Int64)] = [("退货", 1), ("运费", 2), ("发票", 3)]
            let hits = shelves.filter { question.contains($0.word) }.map { hit($0.word, score: 0.9, id: $0.id) }
            return Retrieval(
                passages: hits.map { RankedPassage(hit: $0, score: 1 / Float(hits.count)) },
                evidence: RetrievalEvidence(question: question, hits: hits, keywordCoverage: coverage)
            )
        }
    }

    private func rewriter(replying reply: String) throws -> ModelQueryRewriter {
        ModelQueryRewriter(
            model: SayingModel(reply: reply),
            prompts: try PromptLibrary(folder: PromptLibraryTests.shipped)
        )
    }

    private let conversation = Conversation(utterances: ["退货需要几天内申请?", "签收后 15 天内。"])

    /// Corrects one word in every question.
    private struct Corrected: Retriever {
        let base: Library

        func retrieve(_ question: String, limit: Int) async throws -> Retrieval {
            let meant = question.replacing("运废", with: "运费")
            var found = try await base.retrieve(meant, limit: limit)
            found.correctedQuestion = meant == question ? nil : meant
            return found
        }
    }

    @Test("a corrected question is the one that was searched for, by itself and in a conversation")
    func corrected() async throws {
        let search = ConversationSearch(retriever: Corrected(base: Library(coverage: 0.2)))
        let first = try await search.find("运废多少?", in: Conversation(), limit: 4)
        #expect(first.standaloneQuestion == "运费多少?")
        let later = try await search.find("那运废呢?", in: conversation, limit: 4)
        #expect(later.standaloneQuestion?.hasSuffix("那运费呢?") == true)
        #expect(later.retrieval.correctedQuestion == "那运费呢?")
    }

    @Test("the first question of a conversation is searched for as it is")
    func first() async throws {
        let library = Library(coverage: 0)
        let finding = try await ConversationSearch(retriever: library).find("那运费呢?", in: Conversation(), limit: 4)
        #expect(library.questions == ["那运费呢?"])
        #expect(finding.standaloneQuestion == nil)
    }

    @Test("a question whose words are found is searched for alone, however long the conversation")
    func standingAlone() async throws {
        let library = Library(coverage: 0.9)
        let finding = try await ConversationSearch(retriever: library).find("发票怎么开", in: conversation, limit: 4)
        #expect(library.questions == ["发票怎么开"])
        #expect(finding.retrieval.hits.map(\.chunkID) == [3])
    }

    @Test("a question that refers back is searched for alone and together with earlier questions")
    func leaning() async throws {
        let library = Library(coverage: 0.9)
        let finding = try await ConversationSearch(retriever: library).find("那运费呢?", in: conversation, limit: 4)
        #expect(library.questions == ["那运费呢?", "退货需要几天内申请? 那运费呢?"])
        #expect(finding.retrieval.hits.map(\.chunkID) == [2, 1])
        #expect(finding.standaloneQuestion == library.questions.last)
    }

    @Test(
        "a question that refers back follows the last complete question and the later ones, but no answers"
    )
    func topic() async throws {
        let library = Library(coverage: 0.9)
        let long = Conversation(utterances: [
            "发票怎么开", "在订单页。", "退货需要几天内申请?", "签收后 15 天内。", "那运费呢?", "12 元。", "它贵吗?", "不贵。",
        ])
        _ = try await ConversationSearch(retriever: library).find("如果是会员呢", in: long, limit: 4)
        #expect(library.questions.contains("退货需要几天内申请? 那运费呢? 它贵吗? 如果是会员呢"))
    }

    /// Finds the films that a question names, and one other.
    private struct Films: Retriever {
        func retrieve(_ question: String, limit: Int) async throws -> Retrieval {
            let titles = ["七宗罪", "我是山姆", "花样年华"].filter { question.contains($0) } + ["阿甘正传"]
            let hits = titles.map { hit($0 + "的上映时间", title: $0, id: Int64($0.hashValue)) }
            return Retrieval(
                passages: hits.map { RankedPassage(hit: $0, score: 1 / Float(hits.count)) },
                evidence: RetrievalEvidence(question: question, hits: hits, keywordCoverage: 0)
            )
        }
    }

    @Test("the document that a conversation is about is remembered, however long ago it was named")
    func subject() async throws {
        let small = Array(repeating: ["演员都有谁", "有好几位。"], count: 5).flatMap { $0 }
        let film = Conversation(utterances: ["看过七宗罪吗", "看过。"] + small)
        let search = ConversationSearch(retriever: Films())
        #expect(try await search.find("哪年上映的", in: film, limit: 4).standaloneQuestion == "七宗罪 哪年上映的")
        let changed = Conversation(utterances: ["看过七宗罪吗", "看过。", "那我是山姆呢", "也看过。"])
        #expect(try await search.find("哪年上映的", in: changed, limit: 4).standaloneQuestion == "我是山姆 哪年上映的")
        let other = try await search.find("花样年华哪年上映的", in: film, limit: 4).standaloneQuestion
        #expect(other?.hasPrefix("七宗罪") == false)
    }

    @Test("a question whose message tells what it is about is searched for alone and with it")
    func background() async throws {
        let library = Library(coverage: 0.9)
        let finding = try await ConversationSearch(retriever: library)
            .find("我上周申请了退货，运费谁出？", in: Conversation(), limit: 4)
        #expect(library.questions == ["运费谁出？", "我上周申请了退货 运费谁出？"])
        #expect(finding.retrieval.hits.map(\.chunkID) == [2, 1])
    }

    @Test("the passages of several questions take turns")
    func several() async throws {
        let finding = try await ConversationSearch(retriever: Library(coverage: 0.9))
            .find("怎么申请退货？发票怎么开？", in: Conversation(), limit: 4)
        #expect(finding.retrieval.hits.map(\.chunkID) == [1, 3])
    }

    @Test("a question whose words occur nowhere is searched for with the last utterances but judged alone")
    func elsewhere() async throws {
        let library = Library(coverage: 0.1)
        let finding = try await ConversationSearch(retriever: library).find("柏林有实体店吗", in: conversation, limit: 4)
        #expect(library.questions.last == "退货需要几天内申请? 签收后 15 天内。 柏林有实体店吗")
        #expect(finding.retrieval.hits.map(\.chunkID) == [1])
        #expect(finding.retrieval.evidence.topScore == nil, "by itself it found nothing")
    }

    @Test("an English question that shares no word with Chinese documents does not depend on the conversation")
    func otherLanguage() async throws {
        let library = Library(coverage: 0)
        let finding = try await ConversationSearch(retriever: library).find(
            "Is shipping 运费 free",
            in: conversation,
            limit: 4
        )
        #expect(library.questions == ["Is shipping 运费 free"])
        #expect(finding.standaloneQuestion == nil)
    }

    @Test("a rewritten question replaces the last utterances; one that is not changed is searched for alone")
    func rewriting() async throws {
        let library = Library(coverage: 0)
        let search = ConversationSearch(retriever: library, rewriter: try rewriter(replying: "退货的运费由谁承担?"))
        let finding = try await search.find("那运费呢?", in: conversation, limit: 1)
        #expect(finding.standaloneQuestion == "退货的运费由谁承担?")
        #expect(finding.retrieval.hits.count == 1)
        let same = ConversationSearch(retriever: library, rewriter: try rewriter(replying: "发票?"))
        #expect(try await same.find("发票?", in: conversation, limit: 4).standaloneQuestion == nil)
    }

    @Test("passages are refined once, at the end, for the question as it was searched for")
    func refined() async throws {
        struct Reversal: Refinement {
            let name = "reversed"
            let questions: QuestionLog
            func depth(for limit: Int) -> Int { limit + 1 }
            func refine(_ passages: [RankedPassage], for question: String) async throws -> [RankedPassage] {
                questions.all.withLock { $0.append(question) }
                return passages.reversed()
            }
        }
        let log = QuestionLog()
        let library = Library(coverage: 0.9)
        let search = ConversationSearch(retriever: library, refinedBy: [Reversal(questions: log)])
        let finding = try await search.find("那运费呢?", in: conversation, limit: 1)
        #expect(finding.retrieval.hits.map(\.chunkID) == [1])
        #expect(log.all.withLock { $0 } == ["退货需要几天内申请? 那运费呢?"])
        #expect(finding.retrieval.evidence.keywordCoverage == 0.9)
        _ = try await search.find("发票怎么开", in: Conversation(), limit: 1)
        #expect(log.all.withLock { $0.last } == "发票怎么开")
    }

    private final class QuestionLog: Sendable {
        let all = Mutex<[String]>([])
    }

    @Test(
        "a question is independent of the conversation to the degree that its words are found",
        arguments: [
            ("那是哪一年的?", 0.05, 0), ("发票怎么开", 0.9, 1), ("发票怎么开", 0.3, 0.5), ("那运费呢?", 1, 0.6), ("那运费呢?", 0.1, 0),
            ("How long do refunds take?", 0.8, 1), ("and for members?", 1, 0.6),
        ] as [(String, Float, Float)]
    )
    func independence(question: String, coverage: Float, expected: Float) {
        #expect(abs(FollowUp.independence(of: question, keywordCoverage: coverage) - expected) < 1e-6)
    }

    @Test("without a keyword index, words that refer back decide alone")
    func withoutWords() {
        #expect(FollowUp.independence(of: "那运费呢?", keywordCoverage: nil) == 0.5)
        #expect(FollowUp.independence(of: "发票怎么开", keywordCoverage: nil) == 1)
    }
}
