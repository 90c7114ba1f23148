import Batch
import Foundation
import Testing

@Suite struct AnsweredRowTests {
    @Test("a row is decoded from its JSON unchanged") func roundTrip() throws {
        var row = AnsweredRow(row: 3, question: "运费多少？")
        row.answer = "满 99 元免运费 [1]。"
        row.decision = .answered
        row.certainty = 0.93
        #expect(try JSONDecoder().decode(AnsweredRow.self, from: JSONEncoder().encode(row)) == row)
    }
}
