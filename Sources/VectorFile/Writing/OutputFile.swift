import Foundation
import OperatingSystem

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A file that is written from front to back, except for its first page, which is written last.
///
/// The file is deleted if it is not finished.
struct OutputFile: ~Copyable {
    private static let chunk = 1 << 20

    private let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []
    private var finished = false
    /// The number of bytes written so far, including the first page.
    private(set) var offset = SegmentLayout.page
    /// The checksum of everything after the first page; complete after `pad`.
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

    /// Appends numbers in the byte order of this machine.
    mutating func write<Number>(_ numbers: [Number]) throws(SystemError) {
        numbers.withUnsafeBytes { buffer.append(contentsOf: $0) }
        offset += numbers.count * MemoryLayout<Number>.stride
        if buffer.count >= Self.chunk { try flush(buffer.count / 4096 * 4096) }
    }

    /// Fills the page with zeros, so that the next section begins at a new one, and writes the buffer to the file.
    mutating func pad() throws(SystemError) {
        let end = SegmentLayout.rounded(offset, to: SegmentLayout.page)
        buffer.append(contentsOf: repeatElement(0, count: end - offset))
        offset = end
        try flush(buffer.count)
    }

    /// Writes the beginning of the first page. The file is on the disk when this returns, and is kept.
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

/// Calls `write(2)`, which a method of the same name would hide.
private func posixWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer, _ count: Int) -> Int {
    write(descriptor, bytes, count)
}
