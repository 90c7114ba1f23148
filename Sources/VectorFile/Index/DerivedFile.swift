import Foundation
import Logging
import RAGCore
import Synchronization

/// The vector file that is derived from a store: keeps it open, and brings it up to date.
final class DerivedFile: Sendable {
    /// The result of an update.
    enum Outcome: Sendable {
        /// The file has the version of the snapshot.
        case current
        /// The file has another version: another process is writing it, or it cannot be written.
        case behind
        /// Another process wrote the file meanwhile, possibly from a newer version than the snapshot's.
        case superseded
    }

    private static let logger = Logger(label: "kefu.vectors")

    private let folder: URL
    /// The file as it was last opened or written.
    private let file = Mutex<VectorFile?>(nil)
    /// The version of the store that could not be written. It is not tried again.
    private let failedVersion = Mutex<IndexVersion?>(nil)

    init(folder: URL) {
        self.folder = folder
    }

    /// Returns the file as it was last seen, or nil if it holds vectors of another space or was never there.
    func lastSeen(of space: VectorSpace) -> VectorFile? {
        file.withLock { $0?.space == space ? $0 : nil }
    }

    /// Returns whether the file, as it was last seen, has the version of `snapshot`.
    func isCurrent(for snapshot: any IndexSnapshot, _ model: EmbeddingModel) -> Bool {
        lastSeen(of: VectorSpace(model, snapshot))?.revision == snapshot.version.revision
    }

    /// Returns whether the file on the disk has the version of `snapshot`. Reads its header alone.
    func fits(_ snapshot: any IndexSnapshot, _ model: EmbeddingModel) -> Bool {
        let seen = try? VectorFile(folder, of: VectorSpace(model, snapshot))
        return seen?.revision == snapshot.version.revision
    }

    /// Brings the file to the version of `snapshot`.
    ///
    /// `waiting` tells whether to wait for another process that is writing the file. Throws what reading the snapshot
    /// throws.
    func update(from snapshot: any IndexSnapshot, _ model: EmbeddingModel, waiting: Bool) throws -> Outcome {
        let space = VectorSpace(model, snapshot)
        if isCurrent(for: snapshot, model) { return .current }
        let seen = try? VectorFile(folder, of: space)
        keep(seen)
        if seen?.revision == snapshot.version.revision { return .current }
        guard failedVersion.withLock({ $0 }) != snapshot.version else { return .behind }
        return try attempt(snapshot) {
            guard let writer = try VectorFileWriter(folder, of: space, waiting: waiting) else { return .behind }
            let current = writer.current
            guard current?.revision == seen?.revision else { return .superseded }
            try keep(current.flatMap { try Self.extend($0, writer, snapshot) } ?? Self.rebuild(writer, snapshot))
            return .current
        }
    }

    /// Rebuilds the file from `snapshot`, unless another process is writing it. Throws what reading the snapshot
    /// throws.
    func replaceDamaged(from snapshot: any IndexSnapshot, _ model: EmbeddingModel) throws {
        keep(nil)
        _ = try attempt(snapshot) {
            guard let writer = try VectorFileWriter(folder, of: VectorSpace(model, snapshot)) else { return .behind }
            try keep(Self.rebuild(writer, snapshot))
            return .current
        }
    }

    private func keep(_ seen: VectorFile?) {
        file.withLock { $0 = seen }
    }

    /// Runs `work`. If the file cannot be written, remembers the version and logs the first such failure.
    ///
    /// Searches then read the vectors from the store.
    private func attempt(_ snapshot: any IndexSnapshot, _ work: () throws -> Outcome) throws -> Outcome {
        do {
            return try work()
        } catch let error as RAGError {
            let isFirst = failedVersion.withLock { last in
                defer { last = snapshot.version }
                return last == nil
            }
            if isFirst {
                Self.logger.warning(
                    "the vector file cannot be written; searches read the database, which is slower",
                    metadata: ["folder": "\(folder.path)", "reason": "\(error.cause ?? error)"]
                )
            }
            return .behind
        }
    }

    /// Adds the vectors that `file` lacks and removes those that the snapshot no longer has.
    ///
    /// Returns nil if the file must be rebuilt.
    private static func extend(
        _ file: VectorFile,
        _ writer: borrowing VectorFileWriter,
        _ snapshot: any IndexSnapshot
    ) throws -> VectorFile? {
        let (missing, surplus) = try file.difference(from: snapshot.embeddingIDs(where: .all))
        do {
            return try writer.extend(revision: snapshot.version.revision, removing: surplus) { builder in
                try snapshot.readVectors(missing) { try builder.append($0, $1) }
            }
        } catch is VectorFileFault {
            return nil
        }
    }

    private static func rebuild(
        _ writer: borrowing VectorFileWriter,
        _ snapshot: any IndexSnapshot
    ) throws -> VectorFile {
        try writer.rebuild(revision: snapshot.version.revision) { builder in
            try snapshot.readVectors(snapshot.embeddingIDs(where: .all)) { try builder.append($0, $1) }
        }
    }
}
