import Foundation
import OperatingSystem
import Testing

@Suite("System errors")
struct SystemErrorTests {
    @Test("an error names the call and the reason in the words of the system")
    func words() {
        let error = SystemError("open", code: ENOENT)
        #expect(error.reason == "No such file or directory")
        #expect("\(error)" == "open: No such file or directory")
        #expect(error.localizedDescription == POSIXError(.ENOENT).localizedDescription)
    }

    @Test("without a code the last error of the thread counts")
    func lastError() {
        _ = close(-1)
        #expect(SystemError("close").code == EBADF)
    }

    @Test("a code that Foundation does not know is an input or output error to it")
    func unknownCode() {
        #expect(SystemError("flock", code: 9999).localizedDescription == POSIXError(.EIO).localizedDescription)
    }
}
