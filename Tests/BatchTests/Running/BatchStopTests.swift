import RAGCore
import Testing

@testable import Batch

@Suite struct BatchStopTests {
    @Test(
        "errors that concern every row stop the run",
        arguments: [RAGError.Code.notConfigured, .keyRefused, .rateLimited, .unreachable]
    )
    func faults(code: RAGError.Code) {
        guard case .fault(let error) = BatchStop(RAGError(code, "No")) else { return #expect(Bool(false)) }
        #expect(error.code == code)
    }

    @Test("errors of one row do not", arguments: [RAGError.Code.failed, .serviceFailed, .timedOut])
    func rows(code: RAGError.Code) {
        #expect(BatchStop(RAGError(code, "No")) == nil)
    }

    @Test("a cancellation and a stop are themselves")
    func stops() {
        guard case .interrupted = BatchStop(CancellationError()) else { return #expect(Bool(false)) }
        guard case .cost(2, 3) = BatchStop(BatchStop.cost(spent: 2, limit: 3)) else { return #expect(Bool(false)) }
    }
}
