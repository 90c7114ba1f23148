import Batch
import Foundation
import RAGCore
import Testing

@testable import Application

@Suite struct BatchForecastTests {
    private func forecast(price: TokenPrice?) async throws -> BatchForecast {
        var forecast: BatchForecast?
        try await withWorkspace { workspace in
            let file = workspace.root.appending(path: "q.csv")
            try "number,question\n1,one\n2,\n3,two\n4,one\n".write(to: file, atomically: true, encoding: .utf8)
            let input = try BatchInput(file.path, column: nil, sheet: nil)
            let plan = BatchPlan(input.questions)
            forecast = BatchForecast(input, plan, equal: plan.referred, model: "m", answerTokens: 100, price: price)
        }
        return try #require(forecast)
    }

    private func row(read: Int? = nil, error: String? = nil) -> AnsweredRow {
        var row = AnsweredRow(row: 0, question: "one")
        row.usage = read.map { TokenUsage(input: $0, output: 0) }
        row.error = error
        return row
    }

    @Test("questions, blank rows and equal questions are counted; each row is known, failed, decided or for the model")
    func counts() async throws {
        var forecast = try await forecast(price: nil)
        #expect(forecast.questions == 3 && forecast.blank == 1)
        #expect(forecast.equal == 1 && forecast.near == 0 && forecast.refused == 0)
        forecast.addKnown()
        forecast.add(row(error: "broken"))
        var greeting = row()
        greeting.decision = .smallTalk
        forecast.add(greeting)
        forecast.add(row(read: 900))
        #expect(forecast.known == 1 && forecast.failed == 1 && forecast.asked == 1)
        #expect(forecast.decided == ["small-talk": 1])
        #expect(forecast.tokens == TokenUsage(input: 900, output: 100))
        #expect(forecast.price == nil && forecast.batchPrice == nil)
    }

    @Test("the price is that of the tokens, and half of it for the provider's batch")
    func price() async throws {
        var forecast = try await forecast(price: TokenPrice(input: 1_000, output: 2_000))
        #expect(forecast.price == 0 && forecast.batchPrice == 0)
        forecast.add(row(read: 900))
        forecast.add(row(read: 100))
        #expect(abs(try #require(forecast.price) - 1.4) < 1e-9)
        #expect(abs(try #require(forecast.batchPrice) - 0.7) < 1e-9)
    }
}
