import Answering
import Foundation
import LoopbackServer
import RAGCore
import TestSupport
import Testing

@testable import Batch

/// Opens reports in a browser: Chromium without a window.
@Suite(.enabled(if: Browser.path != nil, "chromium is not installed")) struct BatchReportTests {
    private func row(_ number: Int, _ question: String, _ answer: String, _ decision: Answer.Decision = .answered)
        -> BatchReport.Row
    {
        var row = AnsweredRow(row: number, question: question)
        row.answer = answer
        row.decision = decision
        row.certainty = Double(number % 10) / 10 + 0.05
        return BatchReport.Row(row, place: number + 2, others: ["id \(number)"])
    }

    private func report(_ rows: [BatchReport.Row]) throws -> HTMLPage {
        try BatchReport(
            title: "客户问题.xlsx",
            columns: ["编号"],
            rows: rows,
            topics: [BatchReport.Topic("退款", rows: [0, 1])],
            created: Date(timeIntervalSince1970: 1_800_000_000)
        ).page
    }

    /// Rows of the table on the page.
    private func shown(_ page: String) -> Int { page.components(separatedBy: "<tr class=\"row").count - 1 }

    @Test("the table can be filtered and sorted, and the page shows Chinese")
    func filters() throws {
        let rows =
            [row(0, "退款多久到账？", "三天内到账 [1]。"), row(1, "怎么退货？", "在订单页申请。", .direct), row(2, "天气如何？", "抱歉。", .declined)]
            + (3..<5_000).map { row($0, "第 \($0) 个问题", "答案 \($0)") }
        let page = try Page(report(rows).html())
        let whole = try Browser.dump(page)
        #expect(whole.contains("批量问答报告"))
        #expect(whole.contains("退款多久到账？"))
        #expect(whole.contains("<svg"))
        #expect(shown(whole) == 100)
        #expect(shown(try Browser.dump(page, "q=退款")) == 1)
        #expect(shown(try Browser.dump(page, "d=declined")) == 1)
        #expect(shown(try Browser.dump(page, "t=0")) == 2)
        let sorted = try Browser.dump(page, "q=第&sort=answer&down")
        #expect(sorted.range(of: "答案 4999") != nil && sorted.range(of: "答案 3<") == nil)
    }

    @Test("the words of customers and documents never run as script, and the page sends no request")
    func harmless() async throws {
        try await withServer { connection in
            _ = connection.readRequest()
            try connection.respond(body: "")
        } _: { server in
            let place = "http://127.0.0.1:\(server.port)/leak"
            let attacks = [
                "</script><script>document.title='run';fetch('\(place)')</script>",
                "<img src=\"\(place)\" onerror=\"document.title='run'\">",
                "<!--<script>", "\u{2028}';document.title='run';//",
                "<style>@import url('\(place)')</style><iframe src='\(place)'></iframe>",
                "javascript:document.title='run'",
            ]
            let rows = attacks.enumerated().map { row($0, $1, $1) }
            let page = try Browser.dump(Page(try report(rows).html()))
            #expect(shown(page) == attacks.count)
            #expect(!page.contains("<title>run"))
            #expect(server.connectionCount == 0)
            // The check works: the server sees a request if there is one.
            _ = try Browser.dump(Page("<img src=\"\(place)\">"))
            #expect(server.connectionCount > 0)
        }
    }
}
