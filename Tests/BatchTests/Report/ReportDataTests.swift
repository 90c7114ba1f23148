import Foundation
import RAGCore
import Testing

@testable import Batch

@Suite struct ReportDataTests {
    private func row(_ number: Int, _ question: String, _ change: (inout AnsweredRow) -> Void = { _ in })
        -> BatchReport.Row
    {
        var row = AnsweredRow(row: number, question: question)
        (row.answer, row.decision, row.language, row.certainty) = ("A", .answered, Language(of: question), 0.9)
        change(&row)
        return BatchReport.Row(row, place: number + 2)
    }

    private func data(_ rows: [BatchReport.Row], topics: [BatchReport.Topic] = []) -> ReportData {
        ReportData(title: "t", columns: [], rows: rows, topics: topics, created: Date(timeIntervalSince1970: 0))
    }

    @Test("the page is Chinese if at least half of the questions with a language are")
    func languages() {
        #expect(data([row(0, "退款"), row(1, "refund please"), row(2, "42")]).language == "zh")
        #expect(data([row(0, "退款"), row(1, "refund please"), row(2, "my parcel")]).language == "en")
    }

    @Test("a row has its topic, the place of the row whose answer it shares, and whether a person should check it")
    func rows() {
        let rows = [
            row(0, "a") { ($0.cost, $0.usage) = (1, TokenUsage(input: 2, output: 3)) },
            row(1, "b") { ($0.sameAs, $0.cost, $0.usage) = (0, 1, TokenUsage(input: 2, output: 3)) },
            row(2, "c") { $0.certainty = 0.1 }, row(3, "d") { $0.error = "x" },
        ]
        let data = data(rows, topics: [BatchReport.Topic("T", rows: [1, 2])])
        #expect(data.rows.map(\.topic) == [nil, 0, 0, nil])
        #expect(data.rows.map(\.sameAs) == [nil, 2, nil, nil])
        #expect(data.rows.map(\.needsPerson) == [false, false, true, true])
        #expect(data.rows.map(\.cost) == [1, nil, nil, nil])
        #expect(data.rows.map(\.tokens) == [5, nil, nil, nil])
        #expect(data.rows.map(\.decision) == ["answered", "answered", "answered", "failed"])
        #expect(data.rows.map(\.certainty) == [0.9, 0.9, 0.1, 0.9])
    }

    @Test("the page contains its style, words and script, each under the nonce")
    func html() throws {
        let html = try BatchReport(title: "t", columns: [], rows: [row(0, "a")], created: Date()).page.html(nonce: "N0")
        #expect(html.components(separatedBy: "nonce=\"N0\"").count == 3)
        #expect(
            html.contains("const WORDS = {") && html.contains("function bars(") && html.contains("#page { max-width")
        )
        #expect(html.hasSuffix("refresh();\n</script>\n</body>\n</html>\n"))
    }
}
