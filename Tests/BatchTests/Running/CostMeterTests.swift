import RAGCore
import Testing

@testable import Batch

@Suite struct CostMeterTests {
    private let request = ChatRequest(messages: [ChatMessage(.user, "hello")], maximumTokens: 1_000)

    @Test("a request that could exceed the limit is not sent, and the price stays below it") func limit()
        async throws
    {
        let model = CountedModel()
        // A reply costs 0.11 and may cost 1.0 and a little.
        let meter = CostMeter(price: TokenPrice(input: 10, output: 1_000), limit: 2)
        let metered = MeteredModel(model, meter: meter)
        var stop: BatchStop?
        for _ in 0..<100 where stop == nil {
            do { _ = try await metered.text(request) } catch let reason as BatchStop { stop = reason }
        }
        guard case .cost(let spent, 2) = stop else { return #expect(Bool(false), "\(String(describing: stop))") }
        #expect(spent < 2 && spent > 0.9)
        #expect(await meter.spent == spent)
    }

    @Test("concurrent requests wait for room and never exceed the limit") func together() async throws {
        let model = CountedModel()
        let meter = CostMeter(price: TokenPrice(input: 10, output: 1_000), limit: 3)
        let metered = MeteredModel(model, meter: meter)
        let refused = await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<60 {
                group.addTask {
                    do {
                        _ = try await metered.text(request)
                        return false
                    } catch { return true }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(refused > 0)
        #expect(await meter.spent <= 3)
        #expect(model.calls == 60 - refused)
    }

    @Test("without a limit no request is refused, and all are counted") func unlimited() async throws {
        let meter = CostMeter(price: TokenPrice(input: 10, output: 1_000))
        let metered = MeteredModel(CountedModel(), meter: meter)
        for _ in 0..<10 { _ = try await metered.text(request) }
        #expect(abs(await meter.spent - 1.1) < 1e-9)
    }

    @Test("a reply that is not read to its end releases its reservation") func abandoned() async throws {
        let meter = CostMeter(price: TokenPrice(input: 10, output: 1_000), limit: 1.2)
        let metered = MeteredModel(CountedModel(), meter: meter)
        for try await _ in metered.reply(to: request) { break }
        #expect(try await metered.text(request) == "hello 2")
    }
}
