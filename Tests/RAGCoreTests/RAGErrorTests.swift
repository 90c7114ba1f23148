import Foundation
import RAGCore
import Testing

@Suite struct RAGErrorTests {
    @Test("message and hint are printed as sentences on one line")
    func description() {
        let error = RAGError(.unreachable, "The service did not answer", hint: "Check OPENAI_BASE_URL")
        #expect(error.description == "The service did not answer. Check OPENAI_BASE_URL.")
        #expect("\(error)" == error.description)
        #expect(RAGError(.failed, "It failed").description == "It failed.")
    }

    @Test("a full stop that is there is not doubled")
    func fullStop() {
        #expect(RAGError(.failed, "It failed.", hint: "Try again.").description == "It failed. Try again.")
    }

    @Test("the cause travels along")
    func cause() {
        let error = RAGError(.interrupted, "Stopped", cause: CancellationError())
        #expect(error.cause is CancellationError)
    }

    @Test("an error for a lock file names the file and what to do, and carries what the system said")
    func lockFile() {
        let closed = RAGError.lockFile("/nowhere/lock", call: "open", code: ENOENT)
        #expect(
            closed.description == "The lock file /nowhere/lock cannot be opened."
                + " Make its folder writable for the user who runs kefu."
        )
        #expect((closed.cause as? POSIXError)?.code == .ENOENT)
        let locked = RAGError.lockFile("/nfs/lock", call: "flock", code: ENOLCK)
        #expect(locked.description == "The file /nfs/lock cannot be locked. Move its folder to a local disk.")
        #expect((locked.cause as? POSIXError)?.code == .ENOLCK)
    }

    @Test("codes are the exit codes that are documented")
    func exitCodes() {
        let codes: [RAGError.Code] = [
            .failed, .notConfigured, .keyRefused, .unreachable, .rateLimited, .timedOut, .serviceFailed, .interrupted,
        ]
        #expect(codes.map(\.rawValue) == [1, 3, 4, 5, 6, 7, 8, 130])
    }
}
