import Foundation
import RAGCore

/// The XML of the cells that are added to each row of a sheet, in a temporary folder that is deleted with it.
final class AddedCells {
    let folder: URL
    private let handle: FileHandle
    private var pending: [UInt8] = []
    private var written = 0
    /// Place of each row's cells in the file.
    private var places: [Int: Range<Int>] = [:]

    /// Creates an empty file. Throws `RAGError`.
    init() throws {
        let name = "kefu-sheet-\(UUID().uuidString)"
        folder = FileManager.default.temporaryDirectory.appending(path: name, directoryHint: .isDirectory)
        let file = folder.appending(path: "cells.xml")
        do {
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            try Data().write(to: file)
            handle = try FileHandle(forUpdating: file)
        } catch {
            throw RAGError(.failed, "The temporary folder cannot be written", hint: "Set TMPDIR", cause: error)
        }
    }

    deinit {
        try? handle.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Numbers of the rows that have cells.
    var rows: Dictionary<Int, Range<Int>>.Keys { places.keys }

    /// Sets the cells of a row. Throws `RAGError`.
    func set(_ xml: [UInt8], row: Int) throws {
        let start = written + pending.count
        places[row] = start..<start + xml.count
        pending += xml
        if pending.count > 1 << 18 { try flush() }
    }

    /// Returns the cells of a row; nil if nothing was added to it. Throws if the file cannot be read.
    func xml(ofRow row: Int) throws -> Data? {
        guard let place = places[row] else { return nil }
        if !pending.isEmpty { try flush() }
        try handle.seek(toOffset: UInt64(place.lowerBound))
        return try handle.read(upToCount: place.count)
    }

    private func flush() throws {
        try handle.seekToEnd()
        try OutputHandle(handle).write(Data(pending))
        written += pending.count
        pending.removeAll(keepingCapacity: true)
    }
}
