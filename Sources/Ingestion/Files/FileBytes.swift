import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// An open regular file, read from the beginning to the end.
struct FileBytes: ~Copyable {
    private let descriptor: Int32
    /// Size in bytes when the file was opened.
    let byteCount: Int

    /// Opens the file. Throws `ReadingError`. Does not block if the path is a pipe.
    init(at path: String) throws(ReadingError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY)
        guard descriptor >= 0 else { throw Self.error(errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            close(descriptor)
            throw Self.error(code)
        }
        guard FileKind(mode: status.st_mode) == .file else {
            close(descriptor)
            throw ReadingError("is not a regular file")
        }
        self.descriptor = descriptor
        byteCount = Int(status.st_size)
    }

    deinit { close(descriptor) }

    /// Fills `buffer` from its beginning and returns the number of bytes read; it is lower than the size only at the
    /// end of the file.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(ReadingError) -> Int {
        var filled = 0
        while filled < buffer.count {
            let count = Foundation.read(descriptor, buffer.baseAddress?.advanced(by: filled), buffer.count - filled)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw Self.error(errno) }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// Returns the bytes at `range`, or fewer if the file ends before.
    func part(_ range: Range<Int>) throws(ReadingError) -> Data {
        guard lseek(descriptor, off_t(range.lowerBound), SEEK_SET) >= 0 else { throw Self.error(errno) }
        var bytes = Data(count: range.count)
        let count: Result<Int, ReadingError> = bytes.withUnsafeMutableBytes { buffer in
            do throws(ReadingError) { return .success(try read(into: buffer)) } catch { return .failure(error) }
        }
        return bytes.prefix(try count.get())
    }

    /// Returns all bytes, but at most one more than `limit`.
    func all(limit: Int) throws(ReadingError) -> Data {
        // One byte more than expected: a file that has grown is read further, and the end of any other is found at
        // once.
        var bytes = Data(count: min(byteCount, limit) + 1)
        var filled = 0
        while true {
            let count: Result<Int, ReadingError> = bytes.withUnsafeMutableBytes { buffer in
                do throws(ReadingError) {
                    return .success(try read(into: UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])))
                } catch {
                    return .failure(error)
                }
            }
            filled += try count.get()
            guard filled == bytes.count, filled <= limit else { return bytes.prefix(filled) }
            bytes.count = min(2 * filled, limit + 1)
        }
    }

    private static func error(_ code: Int32) -> ReadingError {
        ReadingError("cannot be read: \(String(cString: strerror(code)))")
    }
}
