import RAGCore
import Testing

@testable import Batch

@Suite struct MeteredModelTests {
    /// A model that does not say how many tokens it used.
    private struct SilentModel: ChatModel {
        let name = "silent"
        let text: String

        func reply(to request: ChatRequest) -> AsyncThrowingStream<ChatEvent, any Error> {
            AsyncThrowingStream { continuation in
                if !text.isEmpty { continuation.yield(.text(text)) }
                continuation.finish()
            }
        }
    }

    private let request = ChatRequest(messages: [ChatMessage(.user, "hello there")])

    @Test("the input is 8 tokens, and 4 beside the text of each message; the output 4,096 without a limit")
    func usage() {
        #expect(request.estimatedInput == 8 + 4 + TokenEstimator.count("hello there"))
        #expect(request.mostUsage == TokenUsage(input: request.estimatedInput, output: 4_096))
        var limited = request
        limited.maximumTokens = 10
        limited.messages.append(ChatMessage(.user, ""))
        #expect(limited.mostUsage == TokenUsage(input: request.estimatedInput + 4, output: 10))
    }

    @Test("without a report of the provider the tokens of the texts are counted; no text costs nothing")
    func estimated() async throws {
        let meter = CostMeter(price: TokenPrice(input: 1_000_000, output: 1_000_000))
        #expect(try await MeteredModel(SilentModel(text: "three words here"), meter: meter).text(request) != "")
        let expected = request.estimatedInput + TokenEstimator.count("three words here")
        #expect(await meter.spent == Double(expected))
        _ = try await MeteredModel(SilentModel(text: ""), meter: meter).text(request)
        #expect(await meter.spent == Double(expected))
    }

    @Test("stored replies count with their share of the price, and earlier rows with their cost")
    func shares() async {
        let meter = CostMeter(price: TokenPrice(input: 1_000_000, output: 2_000_000), spent: 1)
        await meter.add(TokenUsage(input: 2, output: 3), share: 0.5)
        #expect(await meter.spent == 5)
        await meter.add(0.25)
        #expect(await meter.spent == 5.25)
        let free = CostMeter(price: nil)
        await free.add(TokenUsage(input: 2, output: 3))
        #expect(await free.spent == 0)
    }

    @Test("a request fits exactly under the limit, and not above it")
    func limit() async throws {
        let price = TokenPrice(input: 1_000_000, output: 0)
        let most = Double(request.estimatedInput)
        #expect(try await CostMeter(price: price, limit: most).reserve(request) == most)
        let meter = CostMeter(price: price, limit: most - 0.5)
        await #expect(throws: BatchStop.self) { try await meter.reserve(request) }
        #expect(try await CostMeter(price: nil, limit: 0).reserve(request) == 0)
    }
}
