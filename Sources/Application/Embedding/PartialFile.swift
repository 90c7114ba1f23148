import Foundation
import RAGCore

/// A file that appears under its name only when it is complete. Until then it has `.part` behind its name.
package struct PartialFile: ~Copyable {
    private let path: String
    private let handle: FileHandle
    private var isComplete = false

    private init(_ path: String, handle: FileHandle) {
        self.path = path
        self.handle = handle
    }

    /// Creates the file beside its later place. Throws `UsageError` if it exists and must not be replaced, or if its
    /// folder cannot be written.
    package static func create(_ path: String, replacing: Bool) throws -> PartialFile {
        guard replacing || !FileManager.default.fileExists(atPath: path) else {
            throw UsageError("\(path) exists; name a new file or add --overwrite")
        }
        guard FileManager.default.createFile(atPath: path + ".part", contents: nil),
            let handle = FileHandle(forWritingAtPath: path + ".part")
        else { throw UsageError("\(path) cannot be written; name a file in a folder that exists and can be written") }
        return PartialFile(path, handle: handle)
    }

    /// Appends `bytes`. Throws `RAGError`, for example if the disk is full.
    package func write(_ bytes: Data) throws {
        do { try handle.write(contentsOf: bytes) } catch { throw failure(error) }
    }

    /// Gives the complete file its name. Throws `RAGError`.
    package mutating func finish() throws {
        do { try handle.close() } catch { throw failure(error) }
        guard rename(path + ".part", path) == 0 else { throw failure(nil) }
        isComplete = true
    }

    private func failure(_ cause: (any Error)?) -> RAGError {
        RAGError(.failed, "\(path) cannot be written", hint: "Is the disk full?", cause: cause)
    }

    deinit { if !isComplete { unlink(path + ".part") } }
}
