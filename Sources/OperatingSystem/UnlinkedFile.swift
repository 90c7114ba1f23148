import Foundation

/// A temporary file without a name. Only its descriptor leads to it, and it disappears when that is closed.
struct UnlinkedFile: ~Copyable {
    let descriptor: Int32

    init() throws(SystemError) {
        let folder = FileManager.default.temporaryDirectory.path
        var template = Array("\(folder)/kefu-XXXXXX".utf8CString)
        // mkstemp creates it with mode 0600.
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw SystemError("mkstemp") }
        unlink(template)
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// The size in bytes.
    var count: Int {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    /// Writes all of `data` and goes back to the start.
    func write(_ data: Data) throws {
        try FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).write(contentsOf: data)
        lseek(descriptor, 0, SEEK_SET)
    }

    /// Returns the bytes from the start, at most `limit` of them.
    func contents(limit: Int) throws -> Data {
        lseek(descriptor, 0, SEEK_SET)
        return try FileHandle(fileDescriptor: descriptor, closeOnDealloc: false).read(upToCount: limit) ?? Data()
    }
}
