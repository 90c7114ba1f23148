import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A file mapped into memory, read-only. Only the pages that are used are read from the disk. The file may be removed
/// while it is mapped, but must not shrink.
package struct MappedFile: Sendable {
    /// The content of the file; empty for an empty file.
    package let bytes: Data

    /// Maps a file. Throws for `open`, `fstat` or `mmap` if one of them fails.
    package init(_ file: URL) throws(SystemError) {
        let descriptor = open(file.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw SystemError("open") }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw SystemError("fstat") }
        let size = Int(status.st_size)
        guard size > 0 else {
            bytes = Data()
            return
        }
        guard let start = mmap(nil, size, PROT_READ, MAP_SHARED, descriptor, 0), start != MAP_FAILED else {
            throw SystemError("mmap")
        }
        bytes = Data(bytesNoCopy: start, count: size, deallocator: .unmap)
    }

    /// Tells the system that `range` is read at random, so that it does not read ahead. The range must begin at a page.
    package func expectRandomAccess(_ range: Range<Int>) {
        bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            _ = madvise(UnsafeMutableRawPointer(mutating: start + range.lowerBound), range.count, MADV_RANDOM)
        }
    }

    /// Takes the pages of `range`, which begins at a page, out of the memory of this process. The system still caches
    /// them, and maps them again when they are read.
    package func release(_ range: Range<Int>) {
        bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return }
            _ = madvise(UnsafeMutableRawPointer(mutating: start + range.lowerBound), range.count, MADV_DONTNEED)
        }
    }
}
