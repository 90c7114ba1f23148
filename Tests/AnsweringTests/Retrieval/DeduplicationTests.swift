import RAGCore
import Testing

@testable import Answering

@Suite struct DeduplicationTests {
    private static let policy =
        "签收后 15 天内可以申请退货，商品须保持完好，附件、说明书和包装齐全。退货申请通过后，请在 3 天内寄出商品，并保留快递单号，仓库收到后 2 个工作日内退款。"
    private static let english =
        "We issue refunds within 2 business days after the parcel reaches our warehouse. Refunds go back to the card or wallet that you paid with, and banks may need 3 to 5 days more to show them on your statement."

    private func merged(_ passages: [RankedPassage]) -> [Int64: [Int64]] {
        Dictionary(
            uniqueKeysWithValues: Deduplication().merged(passages).map {
                ($0.hit.chunkID, $0.absorbed.map(\.hit.chunkID))
            }
        )
    }

    @Test("the same text from two sources is listed once, at its best rank", arguments: [policy, english])
    func sameText(text: String) {
        let passages = [
            passage(1, "别的内容，说的是运费。", path: "c.md"), passage(2, text, path: "a.md", title: "Returns"),
            passage(3, text, path: "site/b.html", title: "退货说明"),
        ]
        #expect(merged(passages) == [1: [], 2: [3]])
        #expect(Deduplication().merged(passages).map(\.hit.chunkID) == [1, 2])
    }

    @Test("width, case, punctuation and line ends make no difference")
    func editions() {
        let other = Self.policy.replacingOccurrences(of: "15", with: "１５").replacingOccurrences(of: "，", with: ",\n")
        #expect(merged([passage(1, Self.policy), passage(2, other)]) == [1: [2]])
        let loud = Self.english.uppercased().replacingOccurrences(of: ". ", with: "!\n\n")
        #expect(merged([passage(1, Self.english), passage(2, loud)]) == [1: [2]])
    }

    @Test("a part of a better passage is merged; a passage that says more than the better one stays")
    func parts() {
        let whole = Self.policy + "运费由客户承担，上门取件 12 元。"
        #expect(merged([passage(1, whole), passage(2, Self.policy)]) == [1: [2]])
        #expect(merged([passage(1, Self.policy), passage(2, whole)]) == [1: [], 2: []])
    }

    @Test(
        "a number, a name or a negation makes another text, however long the rest",
        arguments: [
            (policy, "15 天", "30 天"), (policy, "仓库", "门店"), (policy, "可以", "不可以"),
            (english, "2 business", "4 business"),
            (english, "card", "voucher"), (english, "We issue", "We do not issue"),
            (english, "2 business days after", "3 business days after"),
        ]
    )
    func differences(text: String, from: String, to: String) {
        let other = text.replacingOccurrences(of: from, with: to)
        #expect(other != text)
        #expect(merged([passage(1, text), passage(2, other)]) == [1: [], 2: []])
    }

    @Test("numbers in another order make another text")
    func order() {
        let gold = "会员等级与退货期限：金卡会员可在 30 天内退货，银卡会员可在 15 天内退货，期限都从签收之日算起。"
        let silver = "会员等级与退货期限：金卡会员可在 15 天内退货，银卡会员可在 30 天内退货，期限都从签收之日算起。"
        #expect(merged([passage(1, gold), passage(2, silver)]) == [1: [], 2: []])
    }

    @Test("a short text includes its headings, and an answer its question")
    func headings() {
        #expect(
            merged([passage(1, "15 天。", headings: ["手机"]), passage(2, "15 天。", headings: ["家电"])]) == [1: [], 2: []]
        )
        #expect(merged([passage(1, "15 天。", headings: ["手机"]), passage(2, "15 天", headings: ["手机"])]) == [1: [2]])
        let (wrap, engrave) = (
            passage(1, "Yes.", question: "Do you gift-wrap?"), passage(2, "Yes.", question: "Do you engrave?")
        )
        #expect(merged([wrap, engrave]) == [1: [], 2: []])
    }

    @Test("no passages, one passage and passages without words are left unchanged")
    func few() {
        #expect(Deduplication().merged([]).isEmpty)
        #expect(merged([passage(1, "一")]) == [1: []])
        #expect(
            merged([passage(1, "…", title: ""), passage(2, "——", title: ""), passage(3, "", title: "")]) == [
                1: [], 2: [], 3: [],
            ]
        )
    }

    @Test("the search finds more passages than requested, so that enough remain")
    func depth() async throws {
        let copies = (1...6).map { passage(Int64($0), $0 <= 3 ? Self.policy : "第 \($0) 条别的规则", path: "\($0).md") }
        let found = try await RefinedRetriever(GivenPassages(passages: copies), by: [Deduplication()])
            .retrieve("退货", limit: 3)
        #expect(found.hits.map(\.chunkID) == [1, 4, 5])
        #expect(Deduplication().depth(for: 500) == 500)
    }
}
