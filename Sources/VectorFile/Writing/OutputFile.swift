import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A file that is written from front to back, but for its first page, which is written last.
///
/// It goes away again unless it is finished.
struct OutputFile: ~Copyable {
    private static let chunk = 1 << 20

    private let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var finished = false
    /// Bytes written so far, the first page included.
    private(set) var offset = SegmentLayout.page
    /// Of all that was written after the first page; whole after `pad`.
    private(set) var checksum = Checksum()

    init(_ file: URL) throws(SystemError) {
        path = file.path
        descriptor = open(path, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemError("open") }
        buffer.reserveCapacity(Self.chunk + 4096)
        guard lseek(descriptor, off_t(SegmentLayout.page), SEEK_SET) >= 0 else { throw SystemError("lseek") }
    }

    deinit {
        close(descriptor)
        if !finished { unlink(path) }
    }

    mutating func write<Number>(_ numbers: [Number]) throws(SystemError) {
        numbers.withUnsafeBytes { buffer.append(contentsOf: $0) }
        offset += numbers.count * MemoryLayout<Number>.stride
        if buffer.count >= Self.chunk { try flush(buffer.count / 4096 * 4096) }
    }

    /// Fills up the page, so that the next section begins at one, and hands everything to the system.
    mutating func pad() throws(SystemError) {
        let end = SegmentLayout.rounded(offset, to: SegmentLayout.page)
        buffer.append(contentsOf: repeatElement(0, count: end - offset))
        offset = end
        try flush(buffer.count)
    }

    /// Writes the beginning of the first page and keeps the file; it is on the disk when this returns.
    mutating func finish(firstPage bytes: [UInt8]) throws(SystemError) {
        guard pwrite(descriptor, bytes, bytes.count, 0) == bytes.count else { throw SystemError("pwrite") }
        guard fsync(descriptor) == 0 else { throw SystemError("fsync") }
        finished = true
    }

    private mutating func flush(_ count: Int) throws(SystemError) {
        var done = 0
        while done < count {
            let written = buffer.withUnsafeBytes { bytes in
                bytes.baseAddress.map { posixWrite(descriptor, $0 + done, count - done) } ?? 0
            }
            if written < 0, errno == EINTR { continue }
            guard written > 0 else { throw SystemError("write") }
            done += written
        }
        buffer.withUnsafeBytes { checksum.add(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        buffer.removeFirst(count)
    }
}

/// `write(2)`, where a method of that name hides it.
private func posixWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
