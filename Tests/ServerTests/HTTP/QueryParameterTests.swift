import Foundation
import HTTPTypes
import Hummingbird
import Testing

@testable import Server

@Suite("Query parameters") struct QueryParameterTests {
    private func parameters(_ query: String) -> QueryParameters {
        QueryParameters(
            Request(
                head: HTTPRequest(method: .get, scheme: nil, authority: nil, path: "/x?\(query)"),
                body: RequestBody(buffer: ByteBuffer())
            )
        )
    }

    @Test(
        "texts are read as a form writes them",
        arguments: [
            ("words=blue+mug", "blue mug"), ("words=blue%20mug", "blue mug"), ("words=a%2Bb", "a+b"),
            ("words=%E9%80%80%E6%AC%BE", "退款"), ("words=50%", "50%"), ("words=a=b", "a=b"), ("words=", nil),
            ("words", nil), ("&&", nil),
        ] as [(String, String?)]
    )
    func readsForms(query: String, expected: String?) { #expect(parameters(query)["words"] == expected) }

    @Test("a day begins at midnight of the calendar's time zone")
    func readsDays() throws {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = try #require(TimeZone(identifier: "Asia/Shanghai"))
        let day = try parameters("since=2026-11-01").day("since", calendar)
        #expect(try day == Date("2026-10-31T16:00:00Z", strategy: .iso8601))
    }
}
