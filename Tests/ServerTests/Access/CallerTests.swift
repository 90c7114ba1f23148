import RAGCore
import Testing

@testable import Server

@Suite("Callers") struct CallerTests {
    private func caller(_ tags: [String]) -> Caller { Caller(identity: .key("1"), scope: .ask, tags: tags) }

    @Test(
        "letter case and width of a tag count no more than in the search",
        arguments: [(["Shop"], ["shop"]), (["shop"], ["ＳＨＯＰ"]), ([], ["SHOP"]), (["SHOP"], [])]
    )
    func foldsTags(own: [String], wanted: [String]) throws {
        #expect(try caller(own).filter(wanted) == SearchFilter(metadata: ["tags": ["shop"]]))
    }

    @Test("tags that the key does not allow are refused")
    func refusesOtherTags() {
        #expect(throws: APIError.self) { try caller(["shop"]).filter(["managers"]) }
    }

    @Test("too many tags and too long ones are refused")
    func boundsTags() throws {
        let many = (1...21).map { "tag\($0)" }
        #expect(throws: APIError.self) { try caller([]).filter(many) }
        #expect(try caller([]).filter(Array(many.dropLast())).metadata["tags"]?.count == 20)
        let long = String(repeating: "x", count: 101)
        #expect(throws: APIError.self) { try caller([]).filter([long]) }
        #expect(try caller([]).filter([String(long.dropLast())]).metadata["tags"]?.count == 1)
    }
}
