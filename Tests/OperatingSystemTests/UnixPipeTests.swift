import Foundation
import OperatingSystem
import Testing

@Suite("Pipes")
struct UnixPipeTests {
    @Test("bytes go from one end to the other, and no child inherits an end")
    func ends() throws {
        let pipe = try UnixPipe()
        defer { close(pipe.reading) }
        #expect(write(pipe.writing, "客", 3) == 3)
        for end in [pipe.reading, pipe.writing] { #expect(fcntl(end, F_GETFD) & FD_CLOEXEC != 0) }
        close(pipe.writing)
        var bytes = [UInt8](repeating: 0, count: 8)
        #expect(read(pipe.reading, &bytes, 8) == 3)
        #expect(bytes.prefix(3).elementsEqual("客".utf8))
        #expect(read(pipe.reading, &bytes, 8) == 0)
    }
}
