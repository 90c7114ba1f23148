import Foundation
import Logging
import RAGCore
import Synchronization

/// The vector file of a store, as this process last saw it, and how it is brought up to date.
final class DerivedFile: Sendable {
    /// What came of an update.
    enum Outcome: Sendable {
        /// The file agrees with the snapshot.
        case current
        /// It does not: another process is at it, or it cannot be written.
        case behind
        /// Another process has written it meanwhile.
        case superseded
    }

    private static let logger = Logger(label: "kefu.vectors")

    private let folder: URL
    private let file = Mutex<VectorFile?>(nil)
    /// The state of the store that could not be written; it is not tried again.
    private let failedVersion = Mutex<IndexVersion?>(nil)

    init(folder: URL) {
        self.folder = folder
    }

    /// The file as it was last seen; nil where it holds other vectors than those of `space`, or was never there.
    func lastSeen(of space: VectorSpace) -> VectorFile? {
        file.withLock { $0?.space == space ? $0 : nil }
    }

    /// Whether the file, as it was last seen, agrees with `snapshot`.
    func isCurrent(for snapshot: any IndexSnapshot, _ model: EmbeddingModel) -> Bool {
        lastSeen(of: VectorSpace(model, snapshot))?.revision == snapshot.version.revision
    }

    /// Makes the file agree with `snapshot`. Throws what reading the state throws.
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

    /// Builds the file anew from `snapshot`, unless another process is at it. Throws what reading the state throws.
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

    /// What cannot be written is found in the store: said once, and not tried again before the store changes.
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
                    "searches read the database, which takes longer: the vector file cannot be written",
                    metadata: ["folder": "\(folder.path)", "reason": "\(error.cause ?? error)"]
                )
            }
            return .behind
        }
    }

    /// The file with what it lacks added and what it holds too much taken out; nil where it must be built anew.
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
