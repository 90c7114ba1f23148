import RAGCore
import Synchronization
import Testing

@testable import Ingestion

@Suite struct PatientEmbedderTests {
    /// An embedder that fails a given number of times.
    private actor Flaky: Embedder {
        nonisolated let model = EmbeddingModel(name: "flaky")
        private var failures: Int
        private let code: RAGError.Code
        private(set) var calls = 0

        init(failures: Int, code: RAGError.Code) {
            self.failures = failures
            self.code = code
        }

        func embed(_ texts: [String], as role: EmbeddingRole) throws -> [Embedding] {
            calls += 1
            guard failures == 0 else {
                failures -= 1
                throw RAGError(code, "down")
            }
            return texts.map { _ in Embedding(unitLength: [1]) }
        }
    }

    @Test("a service that cannot be reached is asked again after growing pauses until it answers")
    func comesBack() async throws {
        let base = Flaky(failures: 8, code: .rateLimited)
        let pauses = Mutex<[Duration]>([])
        let embedder = PatientEmbedder(base, patience: .seconds(600)) { pause in pauses.withLock { $0.append(pause) } }
        #expect(try await embedder.embed(["a", "b"], as: .passage).count == 2)
        #expect(pauses.withLock { $0 } == [1, 2, 4, 8, 16, 32, 60, 60].map { .seconds($0) })
    }

    @Test(
        "waiting ends after the set time, and does not begin if it cannot help",
        arguments: [
            (RAGError.Code.unreachable, 5), (.timedOut, 5), (.serviceFailed, 5), (.keyRefused, 1), (.notConfigured, 1),
        ]
    )
    func givesUp(code: RAGError.Code, calls: Int) async throws {
        let base = Flaky(failures: .max, code: code)
        let waited = Mutex(Duration.zero)
        let told = Mutex(0)
        let embedder = PatientEmbedder(base, patience: .seconds(10)) { pause in
            waited.withLock { $0 += pause }
        } onPause: { _, _ in
            told.withLock { $0 += 1 }
        }
        let error = await #expect(throws: RAGError.self) { try await embedder.embed(["a"], as: .query) }
        #expect(error?.code == code)
        #expect(await base.calls == calls)
        #expect(waited.withLock { $0 } == (calls > 1 ? .seconds(10) : .zero) && told.withLock { $0 } == calls - 1)
    }
}
