import Foundation
import RAGCore
import Testing

@Suite struct SessionTests {
    @Test(
        "a name is kept without the white space at its ends",
        arguments: [("  王女士 ", "王女士"), ("\tOrder 42\n", "Order 42"), ("vip", "vip"), ("张 三", "张 三")]
    )
    func kept(name: String, expected: String) throws {
        #expect(try Session.name(name) == expected)
    }

    @Test(
        "a name that is empty, too long, has control characters or could be an id is refused",
        arguments: [
            "", " \n", String(repeating: "名", count: 81), "a\u{7}b", "first\nsecond", "0123456789ab", "abcdefghijk1",
            " 0123456789ab ",
        ]
    )
    func refused(name: String) {
        let error = #expect(throws: RAGError.self) { try Session.name(name) }
        #expect(error?.code == .failed)
        #expect(error?.hint != nil)
    }

    @Test(
        "a name of 80 characters or one that only resembles an id is kept",
        arguments: [
            String(repeating: "名", count: 80), "abcdefghijkl", "0123456789a", "0123456789abc", "0123456789AB",
            "0123456789a客", "0123-456789a",
        ]
    )
    func permitted(name: String) throws {
        #expect(try Session.name(name) == name)
    }

    @Test("an id has 12 characters of Crockford's base 32, and no two are the same")
    func ids() {
        let ids = (0..<200).map { _ in Session.makeID() }
        #expect(Set(ids).count == 200)
        #expect(ids.allSatisfy { $0.count == 12 })
        #expect(Set(ids.joined()) == Set("0123456789abcdefghjkmnpqrstvwxyz"))
    }

    @Test("a session is labelled with its name, otherwise with its id")
    func label() {
        let now = Date(timeIntervalSince1970: 0)
        #expect(Session(id: "abc", name: "王女士", began: now, lastUsed: now).label == "王女士")
        #expect(Session(id: "abc", name: nil, began: now, lastUsed: now).label == "abc")
    }
}
