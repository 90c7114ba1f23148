import Foundation
import OperatingSystem
import RAGCore

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// The only writer of a vector file. Readers see the file as it was before a change or after it.
///
/// A change writes a new segment, then a new manifest in place of the old one. A killed process leaves segments that no
/// manifest names; the next writer removes them.
package struct VectorFileWriter: ~Copyable {
    private let folder: URL
    private let space: VectorSpace
    private let lock: FileLock

    /// Locks the file in `folder` for writing. Creates the folder, but none of its parents.
    ///
    /// If another process holds the lock, returns nil, or blocks this thread until it is free if `waiting` is true;
    /// look at `current` then, because the other process may have changed the file. Throws `RAGError`.
    package init?(_ folder: URL, of space: VectorSpace, waiting: Bool = false) throws(RAGError) {
        guard SegmentLayout(dimensions: space.dimensions, count: 1) != nil else {
            throw RAGError(.failed, "A vector file cannot hold vectors of \(space.dimensions) dimensions")
        }
        do {
            guard mkdir(folder.path, 0o700) == 0 || errno == EEXIST else { throw SystemError("mkdir") }
            let file = folder.appending(path: "lock").path
            guard let lock = try waiting ? FileLock(blocking: .exclusive, file) : FileLock(.exclusive, file)
            else { return nil }
            self.lock = lock
        } catch {
            throw .vectorFile(folder, error)
        }
        self.folder = folder
        self.space = space
    }

    /// The file as it is now; nil if it must be rebuilt.
    package var current: VectorFile? { try? VectorFile(folder, of: space) }

    /// Builds the file from the vectors that `fill` appends, and labels it with `revision`.
    ///
    /// Throws `RAGError` and what `fill` throws; the file is then as it was before.
    package func rebuild(
        revision: Int64,
        _ fill: (inout VectorFileBuilder) throws -> Void
    ) throws -> VectorFile {
        let segment = try build(fill)
        return try replace(with: [segment].compactMap { $0 }.map { Manifest.Part(name: $0, removed: []) }, revision)
    }

    /// Adds the vectors that `fill` appends, removes those of `removed`, and merges segments if there are too many.
    ///
    /// An appended vector replaces the one that has its ID. Throws as `rebuild` does, and `VectorFileFault` if there is
    /// no file to extend.
    package func extend(
        revision: Int64,
        removing removed: [Int64] = [],
        _ fill: (inout VectorFileBuilder) throws -> Void = { _ in }
    ) throws -> VectorFile {
        let old = try Manifest(in: folder)
        let file = try VectorFile(folder, of: space)
        var parts = old.parts
        let added = try build(fill)
        let gone = try removed + (added.map { Array(try Segment($0, in: folder).ids) } ?? [])
        for (index, live) in file.segments.enumerated() {
            var rows = Set(parts[index].removed)
            for id in gone {
                if let row = live.segment.row(of: id) { rows.insert(UInt32(row)) }
            }
            parts[index].removed = rows.sorted()
        }
        if let added { parts.append(Manifest.Part(name: added, removed: [])) }
        return try replace(with: merge(parts, revision), revision)
    }

    private func build(_ fill: (inout VectorFileBuilder) throws -> Void) throws -> SegmentName? {
        removeStrays()
        do {
            var builder = try VectorFileBuilder(in: folder, dimensions: space.dimensions)
            try fill(&builder)
            return try builder.finish()
        } catch let error as SystemError {
            throw RAGError.vectorFile(folder, error)
        }
    }

    /// Merges segments as `MergePlan` says. Returns the parts of the new manifest.
    private func merge(_ parts: [Manifest.Part], _ revision: Int64) throws -> [Manifest.Part] {
        let file = try VectorFile(Manifest(space: space, revision: revision, parts: parts), in: folder)
        let plan = MergePlan(
            file.segments.map { .init(rows: $0.segment.count, alive: $0.count) }
        )
        let kept = parts.indices.filter { !plan.merged.contains($0) && !plan.dropped.contains($0) }.map { parts[$0] }
        guard !plan.merged.isEmpty else { return kept }
        var places: [(id: Int64, segment: Int, row: Int)] = []
        for index in plan.merged {
            let live = file.segments[index]
            for (row, id) in live.segment.ids.enumerated() where live.isAlive(row) {
                places.append((id, index, row))
            }
        }
        places.sort { $0.id < $1.id }
        do {
            var builder = try VectorFileBuilder(in: folder, dimensions: space.dimensions)
            for (index, place) in places.enumerated() {
                try builder.append(place.id, file.segments[place.segment].segment.vector(place.row))
                // Pages that were read count as memory of this process.
                if index % 4_096 == 4_095 {
                    for merged in plan.merged { file.segments[merged].segment.releaseVectors() }
                }
            }
            return try kept + [builder.finish()].compactMap { $0 }.map { Manifest.Part(name: $0, removed: []) }
        } catch let error as SystemError {
            throw RAGError.vectorFile(folder, error)
        }
    }

    /// Replaces the manifest. From then on readers see the new file.
    private func replace(with parts: [Manifest.Part], _ revision: Int64) throws -> VectorFile {
        let manifest = Manifest(space: space, revision: revision, parts: parts)
        let file = try VectorFile(manifest, in: folder)
        let place = folder.appending(path: Manifest.fileName)
        do {
            try manifest.replace(place)
        } catch {
            // Nothing names the segments that were written: do not leave them on the disk.
            removeStrays()
            throw RAGError.vectorFile(folder, error)
        }
        removeStrays()
        return file
    }

    /// Removes segments that the manifest does not name. Removes none if the manifest cannot be read.
    private func removeStrays() {
        var kept: Set<String> = []
        do throws(VectorFileFault) {
            kept = Set(try Manifest(in: folder).parts.map(\.name.fileName))
        } catch {
            guard error == .absent else { return }
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names where name.hasSuffix(SegmentName.suffix) && !kept.contains(name) {
            try? FileManager.default.removeItem(at: folder.appending(path: name))
        }
    }
}

extension Manifest {
    /// Writes the manifest to a temporary file and renames it to `place` when it is on the disk.
    fileprivate func replace(_ place: URL) throws(SystemError) {
        let new = place.path + ".new"
        let descriptor = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw SystemError("open") }
        defer { close(descriptor) }
        let bytes = bytes
        guard write(descriptor, bytes, bytes.count) == bytes.count else { throw SystemError("write") }
        guard fsync(descriptor) == 0 else { throw SystemError("fsync") }
        guard rename(new, place.path) == 0 else { throw SystemError("rename") }
        let folder = open(place.deletingLastPathComponent().path, O_RDONLY | O_CLOEXEC)
        guard folder >= 0 else { return }
        // A rename is atomic. If it is not on the disk when the power fails, the old manifest names segments that no
        // longer exist, and the file is rebuilt.
        _ = fsync(folder)
        close(folder)
    }
}

extension RAGError {
    /// Returns the error for a vector file that cannot be written.
    static func vectorFile(_ folder: URL, _ error: any Error) -> RAGError {
        RAGError(
            .failed,
            "The vector file in \(folder.path) cannot be written",
            hint: "Free space on the disk, and see that the folder can be written",
            cause: error
        )
    }
}
