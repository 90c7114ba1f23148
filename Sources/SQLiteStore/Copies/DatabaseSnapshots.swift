import Foundation
import GRDB
import RAGCore

/// Databases as they are at one moment, while other processes go on writing.
///
/// Each is held by a read transaction, so no writer waits. Their logs are not folded into the files meanwhile.
package struct DatabaseSnapshots: Sendable {
    private let snapshots: [URL: DatabaseSnapshot]

    /// Takes the snapshots one right after another. Throws `RAGError` if a file cannot be read.
    package init(of files: [URL]) throws {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.busyMode = .timeout(StoreSettings().busyTimeout)
        // Opening takes milliseconds, so everything is open before the first snapshot is taken.
        let pools = try files.map { file in
            try Self.explaining(file) { try DatabasePool(path: file.path, configuration: configuration) }
        }
        var snapshots: [URL: DatabaseSnapshot] = [:]
        for (file, pool) in zip(files, pools) {
            snapshots[file] = try Self.explaining(file) { try pool.makeSnapshot() }
        }
        self.snapshots = snapshots
    }

    /// Writes the snapshot of `file` to a new file at `copy`, readable for this user only. `progress` gets the pages
    /// that are copied and their total; what it throws ends the copying. Throws `RAGError`.
    package func copy(
        _ file: URL,
        to copy: URL,
        progress: @escaping (_ done: Int, _ total: Int) throws -> Void
    ) throws {
        guard let snapshot = snapshots[file] else { preconditionFailure("no snapshot was taken of \(file.path)") }
        guard FileManager.default.createFile(atPath: copy.path, contents: nil, attributes: [.posixPermissions: 0o600])
        else { throw StoreFailure(file: copy, busyTimeout: 0).cannotCreate(errno) }
        try Self.explaining(copy) {
            let target = try DatabaseQueue(path: copy.path)
            // About 16 MB a step, between which the work can be stopped.
            try snapshot.backup(to: target, pagesPerStep: 1_000) { step in
                try progress(step.completedPageCount, step.totalPageCount)
            }
            try target.close()
        }
    }

    private static func explaining<Value>(_ file: URL, _ body: () throws -> Value) throws -> Value {
        do { return try body() } catch { throw StoreFailure(file: file, busyTimeout: 30).explain(error) }
    }
}
