import Foundation
import Testing

/// The way without a key, with the smallest model: what it says is not judged, only that the way is whole.
@Suite struct LocalModelTests {
    @Test("the local engine starts, answers, and every mark in its answer has a source", .timeLimit(.minutes(10)))
    func answers() async throws {
        let configuration = """
            completion:
              model: smollm2-135m-instruct-q4_1.gguf
              answer-tokens: 120
            engine:
              context-tokens: 2048
              idle-minutes: 0
            """
        try await withWorkspace(configuration: configuration) { root in
            _ = try await Program.run("refresh", in: root)
            let ask = try await Program.run("ask", "--json", "--trace", "How long do refunds take?", in: root)
            #expect(ask.code == 0, "\(ask.errors)")
            let answer = try #require(try ask.json() as? [String: Any], "\(ask.errors)")
            // The smallest model often writes what is cut off or withdrawn; its passages are quoted then.
            let hasWritten = ["cut-off", "withdrawn"].contains(answer["reason"] as? String)
            if answer["decision"] as? String == "quoted", !hasWritten {
                // Without AVX2, Python or memory the engine cannot run, and kefu says so.
                #expect(ask.errors.contains("quoted"), "\(ask.errors)")
                return
            }
            #expect(answer["decision"] as? String == "answered" || hasWritten)
            #expect(answer["model"] as? String == "smollm2-135m-instruct-q4_1")
            let text = try #require(answer["text"] as? String)
            #expect(!text.isEmpty)
            let numbers = (answer["sources"] as? [[String: Any]] ?? []).compactMap { $0["number"] as? Int }
            for mark in text.matches(of: /\[(\d+)\]/) {
                #expect(numbers.contains(Int(mark.1) ?? 0), "\(text)")
            }
            #expect(ask.errors.contains("completion request sent"), "\(ask.errors)")
            #expect(!ask.errors.contains("refunds"), "a trace shows no words of customers")
        }
    }
}
