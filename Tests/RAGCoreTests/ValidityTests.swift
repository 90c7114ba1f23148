import Testing

@testable import RAGCore

@Suite struct ValidityTests {
    @Test(
        "days with the year first are read",
        arguments: [
            ("2026-11-30", "2026-11-30"), ("2026/1/5", "2026-01-05"), ("2026年1月5日起", "2026-01-05"),
            ("2026.12.31 23:59", "2026-12-31"), ("20261130", "2026-11-30"),
        ]
    )
    func days(text: String, day: String) { #expect(Validity.day(text) == day) }

    @Test("other texts are no days", arguments: ["长期", "03/04/2026", "2026-13-01", "2026-00-10", "", "v2026-11-30"])
    func noDays(text: String) { #expect(Validity.day(text) == nil) }

    @Test("both ends are included, and an open end has no limit")
    func includes() {
        let december = Validity(from: "2026-12-01", until: "2026-12-31")
        #expect(december?.includes("2026-12-01") == true && december?.includes("2026-12-31") == true)
        #expect(december?.includes("2026-11-30") == false && december?.includes("2027-01-01") == false)
        #expect(Validity(from: nil, until: "2026-12-31")?.includes("1999-01-01") == true)
        #expect(Validity(from: "2026-12-01", until: nil)?.includes("2099-01-01") == true)
        #expect(Validity(from: nil, until: nil) == nil)
    }

    @Test("metadata in both languages names the days, whatever separates the words of a key")
    func metadata() {
        let day = Validity(from: "2026-12-01", until: "2026-12-31")
        #expect(Validity(metadata: ["valid-from": ["2026-12-01"], "valid_until": ["2026-12-31"]]) == day)
        #expect(Validity(metadata: ["生效日期": ["2026年12月1日"], "失效日期": ["2026/12/31"]]) == day)
        #expect(Validity(metadata: ["title": ["2026-12-01"], "expires": ["never"]]) == nil)
    }

    @Test("a row inside a document is valid on the days of both")
    func narrowing() {
        let row = Validity(from: "2026-03-01", until: nil)
        let document = Validity(from: "2026-01-01", until: "2026-06-30")
        #expect(row?.narrowed(by: document) == Validity(from: "2026-03-01", until: "2026-06-30"))
        #expect(row?.narrowed(by: nil) == row)
    }
}
