import Foundation
import RAGCore
import Testing

@testable import Insight

@Suite struct PassageCheckTests {
    private func today() throws -> Date {
        try #require(
            Calendar(identifier: .gregorian).date(from: DateComponents(year: 2026, month: 6, day: 1, hour: 12))
        )
    }

    @Test(
        "a day until which something holds counts once it has passed",
        arguments: [
            ("The offer is valid until 3 May 2026.", true), ("优惠截止到 2026 年 5 月 3 日。", true),
            ("The offer is valid until 3 July 2026.", false), ("公司成立于 1998 年 5 月 3 日。", false),
            ("The company was founded on 3 May 1998.", false), ("The offer is valid until 3 May.", false),
        ]
    )
    func pastDates(_ text: String, isPast: Bool) throws {
        #expect(PastDate.all(in: [AuditSamples.passage(text)], today: try today()).isEmpty != isPast)
    }

    @Test("the day itself has not passed, and the longest past comes first")
    func days() throws {
        let texts = ["优惠截止到 2026 年 6 月 1 日。", "优惠截止到 2026 年 5 月 1 日。", "优惠截止到 2026 年 1 月 1 日。"]
        let found = PastDate.all(in: texts.map { AuditSamples.passage($0) }, today: try today())
        #expect(found.map(\.passage) == [2, 1])
    }

    private let long = "We repair the coffee machine within seven working days and send it back free of charge to you."

    private func duplicates(_ texts: [String], paths: [String]) async throws -> [NearDuplicate] {
        let passages = zip(texts, paths).map { AuditSamples.passage($0, path: $1) }
        let vectors = VectorTable(components: [Float](repeating: 1, count: texts.count), dimensions: 1)
        return try await NearDuplicate.all(in: passages, vectors: vectors)
    }

    @Test("passages with nearly the same words are duplicates, neighbours in one document and short ones are not")
    func duplicates() async throws {
        #expect(try await duplicates([long, long], paths: ["a.md", "b.md"]).map(\.overlap) == [1])
        #expect(try await duplicates([long, long], paths: ["a.md", "a.md"]).isEmpty)
        #expect(try await duplicates(["See above.", "See above."], paths: ["a.md", "b.md"]).isEmpty)
        let other = "The battery of the scooter has to be charged every sixty days, even if nobody rides it in winter."
        #expect(try await duplicates([long, other], paths: ["a.md", "b.md"]).isEmpty)
    }

    @Test("a passage is unreachable if neither its heading nor its first sentence finds it")
    func reachability() async throws {
        // Passage 0 has the direction of no probe; the others have that of their own probes.
        let count = Reachability.depth + 2
        func row(_ place: Int) -> [Float] { (0..<count).map { $0 == place ? 1 : 0.01 * Float(place == 0 ? 0 : 1) } }
        let passages = VectorTable(components: (0..<count).flatMap(row), dimensions: count)
        func probe(_ place: Int) -> [Float] { (0..<count).map { $0 == 0 ? -1 : $0 == place ? 1 : 0 } }
        let probes = VectorTable(components: (0..<count).flatMap { probe($0) + probe($0) }, dimensions: count)
        #expect(try await Reachability.unreachable(probes: probes, passages: passages) == [0])
        let few = VectorTable(components: [1, 1], dimensions: 1)
        #expect(try await Reachability.unreachable(probes: few, passages: few).isEmpty)
    }

    @Test("sentences, list items and rows of tables are the units of a passage")
    func units() {
        let text = "第一句。第二句。\n\n费用如下：\n- 邮寄 5 元\n\n| 级别 | 价格 |\n| --- | --- |\n| 金卡 | 3 元 |"
        let units = PassageUnit.units(of: text).map { unit in
            switch unit {
            case .sentence(let text, let announcement): "\(announcement)>\(text)"
            case .row(let row): "\(row.label)|\(row.cells.map { "\($0.header)=\($0.text)" }.joined())"
            }
        }
        #expect(units == [">第一句。", ">第二句。", ">费用如下：", "费用如下：>邮寄 5 元", "金卡|价格=3 元"])
    }

    @Test(
        "clauses make one statement each",
        arguments: [
            ("满 88 元包邮，不满的收 8 元。", 2), ("Data is stored, and you can export it.", 2), ("1,000 rows are kept.", 1),
            ("Bring a card, a pen and paper.", 2), ("单次（含税，含运费）10 元。", 1),
        ]
    )
    func clauses(_ text: String, _ count: Int) { #expect(ClauseSplitter.clauses(of: text).count == count) }
}
