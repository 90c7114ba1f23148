import Foundation
import Testing

@testable import OperatingSystem

@Suite("Unlinked files")
struct UnlinkedFileTests {
    @Test("what was written is read from the start, up to a limit")
    func content() throws {
        let file = try UnlinkedFile()
        #expect(file.count == 0)
        #expect(try file.contents(limit: 10).isEmpty)
        try file.write(Data("12345".utf8))
        #expect(file.count == 5)
        #expect(lseek(file.descriptor, 0, SEEK_CUR) == 0)
        #expect(try file.contents(limit: 10) == Data("12345".utf8))
        #expect(try file.contents(limit: 3) == Data("123".utf8))
    }

    @Test("the file has no name, is its owner's alone, and no child inherits it")
    func privacy() throws {
        let file = try UnlinkedFile()
        var status = stat()
        #expect(fstat(file.descriptor, &status) == 0)
        #expect(status.st_nlink == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(fcntl(file.descriptor, F_GETFD) & FD_CLOEXEC != 0)
    }
}
