import Testing

@testable import Server

@Suite("JSON") struct JSONTests {
    @Test("a number that JSON does not know is written as a text", arguments: [Double.nan, .infinity, -.infinity])
    func writesOddNumbers(number: Double) {
        #expect(JSON.text(of: ["score": number]).hasPrefix("{\"score\":\""))
    }
}
