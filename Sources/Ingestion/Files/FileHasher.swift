import Foundation
import Synchronization

/// Reads files one after the other through one small buffer and hashes them.
struct FileHasher: ~Copyable {
    /// What became of a file.
    enum Finding: Sendable, Hashable {
        /// SHA-256 of its bytes.
        case hashed(String, byteCount: Int)
        /// Nothing but ASCII white space.
        case empty
        case tooLarge(byteCount: Int)
        /// To be put behind its path.
        case unreadable(String)
    }

    private var hash = ContentHash()
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 64)

    deinit { buffer.deallocate() }

    /// Reads at most `limit` bytes of the file at `location`.
    mutating func find(_ location: String, limit: Int) -> Finding {
        do throws(ReadingError) {
            let file = try FileBytes(at: location)
            guard file.byteCount <= limit else { return .tooLarge(byteCount: file.byteCount) }
            var byteCount = 0
            var isBlank = true
            while true {
                let count = try file.read(into: buffer)
                let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
                byteCount += count
                if byteCount > limit { break }
                hash.update(bytes)
                if isBlank { isBlank = bytes.allSatisfy(\.isASCIIBlank) }
                if count < buffer.count { break }
            }
            let digest = hash.finish()
            if byteCount > limit { return .tooLarge(byteCount: byteCount) }
            return isBlank ? .empty : .hashed(digest, byteCount: byteCount)
        } catch {
            _ = hash.finish()
            return .unreadable(error.reason)
        }
    }

    /// What becomes of the files at `locations`, in their order. Throws `CancellationError`.
    static func find(_ locations: [String], limit: Int) async throws -> [Finding] {
        // Opening and hashing keep a core busy where the system has the files in memory; many more would wait for the disk.
        let strands = min(ProcessInfo.processInfo.activeProcessorCount, 4, locations.count / block + 1)
        let cursor = Cursor()
        return try await withThrowingTaskGroup(of: [(Int, Finding)].self) { group in
            for _ in 0..<strands {
                group.addTask {
                    var hasher = FileHasher()
                    var found: [(Int, Finding)] = []
                    while true {
                        let start = cursor.advance(by: block)
                        guard start < locations.count else { return found }
                        for index in start..<min(start + block, locations.count) {
                            try Task.checkCancellation()
                            found.append((index, hasher.find(locations[index], limit: limit)))
                        }
                    }
                }
            }
            var findings = [Finding](repeating: .empty, count: locations.count)
            for try await found in group {
                for (index, finding) in found { findings[index] = finding }
            }
            return findings
        }
    }

    /// Files that a strand takes at once.
    private static let block = 32
}

/// How far several strands are along one list.
private final class Cursor: Sendable {
    private let next = Atomic(0)

    /// Takes `count` places; returns the first of them.
    func advance(by count: Int) -> Int {
        next.add(count, ordering: .relaxed).oldValue
    }
}
