import Foundation
import OperatingSystem
import Testing

@Suite("Open files") struct OpenFileLimitTests {
    @Test("the limit is never lowered")
    func neverLowers() {
        let before = sysconf(Int32(_SC_OPEN_MAX))
        OpenFileLimit.raise(to: 16)
        #expect(sysconf(Int32(_SC_OPEN_MAX)) == before)
        OpenFileLimit.raise(to: before)
        #expect(sysconf(Int32(_SC_OPEN_MAX)) == before)
    }
}
