import RAGCore
import Testing

@Suite struct RAGErrorTests {
    @Test("message and hint are printed as sentences in one line")
    func description() {
        let error = RAGError(.unreachable, "The service did not answer", hint: "Check OPENAI_BASE_URL")
        #expect(error.description == "The service did not answer. Check OPENAI_BASE_URL.")
        #expect("\(error)" == error.description)
        #expect(RAGError(.failed, "It failed").description == "It failed.")
    }

    @Test("a full stop is not doubled")
    func fullStop() {
        #expect(RAGError(.failed, "It failed.", hint: "Try again.").description == "It failed. Try again.")
    }

    @Test("the cause is kept")
    func cause() {
        let error = RAGError(.interrupted, "Stopped", cause: CancellationError())
        #expect(error.cause is CancellationError)
    }

    @Test("codes are the documented exit codes")
    func exitCodes() {
        let codes: [RAGError.Code] = [
            .failed, .notConfigured, .keyRefused, .unreachable, .rateLimited, .timedOut, .serviceFailed, .interrupted,
        ]
        #expect(codes.map(\.rawValue) == [1, 3, 4, 5, 6, 7, 8, 130])
    }
}
