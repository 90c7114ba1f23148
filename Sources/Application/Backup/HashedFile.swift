import Foundation
import Ingestion
import RAGCore
import ZipFile

/// A file that is packed: the hash and the size are those of the bytes that were read, even if the file changes.
final class HashedFile: ZipInput {
    /// The error for a file that was removed after it was listed.
    struct Vanished: Error {}

    private let url: URL
    private let handle: FileHandle
    private var hash = ContentHash()
    private var count = 0
    private let onRead: (Int) throws -> Void
    private let onEnd: (_ bytes: Int, _ sha256: String) -> Void

    /// Opens the file. `onRead` gets the number of bytes of each piece, and what it throws ends the reading; `onEnd`
    /// is called at the end of the file. Throws `RAGError` if it cannot be opened, and `Vanished` if it is not there.
    init(
        _ url: URL,
        onRead: @escaping (Int) throws -> Void,
        onEnd: @escaping (_ bytes: Int, _ sha256: String) -> Void
    ) throws {
        let descriptor = open(url.path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw errno == ENOENT ? Vanished() : BackupInventory.unreadable(url) }
        self.url = url
        handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        self.onRead = onRead
        self.onEnd = onEnd
    }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        guard let start = buffer.baseAddress, buffer.count > 0 else { return 0 }
        var number = 0
        repeat {
            number = Foundation.read(handle.fileDescriptor, start, buffer.count)
        } while number < 0 && errno == EINTR
        guard number >= 0 else { throw BackupInventory.unreadable(url) }
        if number == 0 {
            onEnd(count, hash.finish())
        } else {
            hash.update(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(buffer)[..<number]))
            count += number
            try onRead(number)
        }
        return number
    }
}

/// Bytes in memory that are made when they are first needed.
final class MadeText: ZipInput {
    private var rest: Data

    init(_ bytes: Data) { rest = bytes }

    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        let count = min(buffer.count, rest.count)
        rest.copyBytes(to: buffer, count: count)
        rest = rest.dropFirst(count)
        return count
    }
}
