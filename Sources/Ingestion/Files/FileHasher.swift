import Foundation
import Synchronization

/// Hashes files one after the other through one small buffer.
struct FileHasher: ~Copyable {
    /// The result for one file.
    enum Finding: Sendable, Hashable {
        /// SHA-256 of the bytes.
        case hashed(String, byteCount: Int)
        /// A file with nothing but ASCII white space.
        case empty
        case tooLarge(byteCount: Int)
        /// A reason to show after the path.
        case unreadable(String)
    }

    private var hash = ContentHash()
    private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 17, alignment: 64)

    deinit { buffer.deallocate() }

    /// Hashes the file at `location`, reading at most `limit` bytes and one buffer.
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

    /// Hashes the files at `locations` on several cores and returns the results in the same order. Throws
    /// `CancellationError`.
    static func find(_ locations: [String], limit: Int) async throws -> [Finding] {
        // If the system caches the files, opening and hashing keep a core busy; more tasks would only wait for the
        // disk.
        let tasks = min(ProcessInfo.processInfo.activeProcessorCount, 4, locations.count / block + 1)
        let cursor = Cursor()
        return try await withThrowingTaskGroup(of: [(Int, Finding)].self) { group in
            for _ in 0..<tasks {
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

    /// Number of files that a task takes at once.
    private static let block = 32
}

/// The position of several tasks in one list.
private final class Cursor: Sendable {
    private let next = Atomic(0)

    /// Takes `count` places and returns the first of them.
    func advance(by count: Int) -> Int {
        next.add(count, ordering: .relaxed).oldValue
    }
}
