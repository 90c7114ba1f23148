import RAGCore
import Testing

@testable import Insight

@Suite struct DuplicateSearchTests {
    /// Finds duplicates of texts whose vectors are given by an angle in degrees; the same angle is the same direction.
    private func result(_ texts: [(String, Double)], nearness: Float = 0.95) async throws -> DuplicateSearch.Result {
        // Each text has one on the other side, so that the mean is zero and cosines are those of the angles.
        let all = texts + texts.enumerated().map { ("\(["red", "blue", "tall", "old"][$0 % 4])\($0)", $1.1 + 180) }
        let rows = all.flatMap { pair -> [Float] in
            let radians = pair.1 * .pi / 180
            return [cosine(radians), sine(radians)]
        }
        let result = try await DuplicateSearch(nearness: nearness).duplicates(
            among: all.map(\.0),
            languages: all.map { _ in nil },
            vectors: VectorTable(components: rows, dimensions: 2)
        )
        return DuplicateSearch.Result(
            groups: result.groups.filter { $0.representative < texts.count },
            lookAlikes: result.lookAlikes.filter { $0.first < texts.count && $0.second < texts.count }
        )
    }

    private func cosine(_ x: Double) -> Float { sine(x + .pi / 2) }
    private func sine(_ x: Double) -> Float {
        // Taylor's series is enough for a test, and Foundation is not needed.
        var y = x
        while y > .pi { y -= 2 * .pi }
        var (term, sum) = (y, y)
        for n in stride(from: 3.0, through: 25, by: 2) {
            term *= -y * y / (n * (n - 1))
            sum += term
        }
        return Float(sum)
    }

    @Test("texts that differ in case, width, spaces and punctuation alone are exact duplicates")
    func exact() async throws {
        let groups = try await result([
            ("退款 多久？", 10), ("退款多久", 60), ("Where is it?", 90), ("where is IT", 200), ("１５ 天", 300), ("15天", 30),
        ]).groups
        #expect(groups.map(\.members) == [[2, 3], [0, 1], [4, 5]])
        #expect(groups.allSatisfy { $0.kind == .exact })
    }

    @Test(
        "texts that a sign, a number or the order of words tells apart are not the same, however near they are",
        arguments: [
            ("-5 degrees", "5 degrees"), ("1.5 litres", "15 litres"), ("C++ course", "C course"),
            ("return within 7 days", "return within 17 days"), ("ship from Japan to Korea", "ship from Korea to Japan"),
            ("Can I return it?", "Can I not return it?"), ("多久可以退款", "多久不可以退款"), ("从北京寄到上海", "从上海寄到北京"),
            ("when does it ship", "where does it ship"), ("支持支付宝付款", "支持微信付款"),
        ]
    )
    func distinct(_ one: String, _ other: String) async throws {
        let result = try await result([(one, 60), (other, 60)])
        #expect(result.groups.isEmpty)
        let pairs = result.lookAlikes.filter { $0.first < 2 && $0.second < 2 }
        #expect(pairs.count == 1)
    }

    @Test("texts that greetings, fillers and endings alone tell apart are the same wording")
    func wording() async throws {
        let groups = try await result([
            ("请问退款政策是什么", 10), ("退款政策", 60), ("refunds", 90), ("what about a refund?", 180),
        ]).groups
        #expect(groups.map(\.members) == [[2, 3], [0, 1]])
        #expect(groups.allSatisfy { $0.kind == .wording })
    }

    @Test("other words are the same only from the chosen cosine on, and chains are not joined")
    func meaning() async throws {
        let texts = [("the parcel is late", 60.0), ("my delivery was delayed", 70), ("shipment overdue", 80)]
        let strict = try await result(texts, nearness: 0.97)
        // cos 10° is .985 and cos 20° .94: the ends of the chain are not the same.
        #expect(strict.groups.map(\.members) == [[0, 1]] || strict.groups.map(\.members) == [[1, 2]])
        #expect(strict.groups.allSatisfy { $0.kind == .meaning })
        #expect(strict.lookAlikes.count { $0.first < 3 && $0.second < 3 } == 2)
        let loose = try await result(texts, nearness: 0.9)
        #expect(loose.groups.map(\.members) == [[0, 1, 2]])
        #expect(try await result(texts, nearness: 0.99).groups.isEmpty)
    }

    @Test("the order of the texts changes no group")
    func order() async throws {
        let texts = [
            ("a parcel", 10.0), ("A parcel!", 10), ("the box", 12), ("refund", 90), ("Refund", 91), ("x", 200),
        ]
        let one = try await result(texts)
        let other = try await result(texts.reversed())
        func named(_ result: DuplicateSearch.Result, _ texts: [(String, Double)]) -> Set<Set<String>> {
            Set(result.groups.map { Set($0.members.filter { $0 < texts.count }.map { texts[$0].0 }) })
        }
        #expect(named(one, texts) == named(other, texts.reversed()))
    }

    @Test("no text, one text and marks alone are no duplicates of anything but themselves")
    func degenerate() async throws {
        let empty = try await DuplicateSearch().duplicates(among: [], languages: [], vectors: VectorTable([]))
        #expect(empty.groups.isEmpty && empty.lookAlikes.isEmpty)
        let marks = try await result([("???", 10), ("!!!", 60), ("???", 90)])
        #expect(marks.groups.map(\.members) == [[0, 2]])
    }
}
