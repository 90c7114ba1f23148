import Foundation
import Logging
import RAGCore
import Synchronization

/// The vector file of a store, as this process last saw it, and how it is brought up to date.
final class DerivedFile: Sendable {
    /// What came of an update.
    enum Outcome: Sendable {
        /// The file agrees with the state.
        case current
        /// It does not: another process is at it, or it cannot be written.
        case behind
        /// Another process has written it meanwhile.
        case outrun
    }

    private static let logger = Logger(label: "kefu.vectors")

    private let folder: URL
    private let file = Mutex<VectorFile?>(nil)
    /// The state of the store that could not be written; it is not tried again.
    private let refused = Mutex<IndexStamp?>(nil)

    init(folder: URL) {
        self.folder = folder
    }

    /// The file as it was last seen; nil where it holds other vectors than those of `space`, or was never there.
    func held(of space: VectorSpace) -> VectorFile? {
        file.withLock { $0?.space == space ? $0 : nil }
    }

    /// Whether the file, as it was last seen, agrees with `state`.
    func agrees(with state: any VectorState, _ model: EmbeddingModel) -> Bool {
        held(of: VectorSpace(model, state))?.stamp == state.stamp.version
    }

    /// Makes the file agree with `state`. Throws what reading the state throws.
    func update(from state: any VectorState, _ model: EmbeddingModel, waiting: Bool) throws -> Outcome {
        let space = VectorSpace(model, state)
        if agrees(with: state, model) { return .current }
        let seen = try? VectorFile(folder, of: space)
        keep(seen)
        if seen?.stamp == state.stamp.version { return .current }
        guard refused.withLock({ $0 }) != state.stamp else { return .behind }
        return try attempt(state) {
            guard let writer = try VectorFileWriter(folder, of: space, waiting: waiting) else { return .behind }
            let current = writer.current
            guard current?.stamp == seen?.stamp else { return .outrun }
            try keep(current.flatMap { try Self.extend($0, writer, state) } ?? Self.rebuild(writer, state))
            return .current
        }
    }

    /// Builds the file anew from `state`, unless another process is at it. Throws what reading the state throws.
    func replaceDamaged(from state: any VectorState, _ model: EmbeddingModel) throws {
        keep(nil)
        _ = try attempt(state) {
            guard let writer = try VectorFileWriter(folder, of: VectorSpace(model, state)) else { return .behind }
            try keep(Self.rebuild(writer, state))
            return .current
        }
    }

    private func keep(_ seen: VectorFile?) {
        file.withLock { $0 = seen }
    }

    /// What cannot be written is found in the store: said once, and not tried again before the store changes.
    private func attempt(_ state: any VectorState, _ work: () throws -> Outcome) throws -> Outcome {
        do {
            return try work()
        } catch let error as RAGError {
            let isFirst = refused.withLock { last in
                defer { last = state.stamp }
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
        _ state: any VectorState
    ) throws -> VectorFile? {
        let (missing, surplus) = try file.difference(from: state.embeddingIDs(where: .all))
        do {
            return try writer.extend(stamp: state.stamp.version, removing: surplus) { builder in
                try state.readVectors(missing) { try builder.append($0, $1) }
            }
        } catch is VectorFileFault {
            return nil
        }
    }

    private static func rebuild(
        _ writer: borrowing VectorFileWriter,
        _ state: any VectorState
    ) throws -> VectorFile {
        try writer.rebuild(stamp: state.stamp.version) { builder in
            try state.readVectors(state.embeddingIDs(where: .all)) { try builder.append($0, $1) }
        }
    }
}
