import Foundation
import RAGCore

/// The folder that people keep their documents in; or one file that is all there is.
package struct KnowledgeBase: Sendable {
    package let folder: URL
    package let readers: DocumentReaders
    /// Bytes of the largest file that is read.
    package let sizeLimit: Int

    package init(folder: URL, readers: DocumentReaders = .standard, sizeLimit: Int = 20_000_000) {
        self.folder = folder
        self.readers = readers
        self.sizeLimit = sizeLimit
    }

    /// Lists the documents and hashes their bytes, one file in memory at a time. A bad file is noted and left out.
    ///
    /// Throws `RAGError` where the folder is missing, cannot be listed or holds no document, and `CancellationError`.
    package func inventory() throws -> Inventory {
        guard let kind = FileKind(at: folder.path) else {
            throw RAGError(
                .notConfigured,
                "There is no knowledge base at \(folder.path)",
                hint: "Put your documents there, or name another folder in kefu.yaml"
            )
        }
        var listing = FolderListing(root: folder.path)
        if case .file = kind { listing.addRoot() } else { listing.list() }
        guard listing.canReadRoot else {
            throw RAGError(
                .failed,
                "The knowledge base at \(folder.path) cannot be listed",
                hint: "Check its permissions"
            )
        }
        var inventory = Inventory(skipped: listing.skipped, unlistedFolders: listing.unlistedFolders)
        for entry in listing.files {
            try Task.checkCancellation()
            add(entry, to: &inventory)
        }
        if inventory.files.isEmpty, !inventory.skipped.contains(where: \.isFault) {
            throw RAGError(
                .notConfigured,
                "The knowledge base at \(folder.path) is empty; nothing was removed",
                hint: "Put documents there (\(readers.fileExtensions.joined(separator: ", ")))"
            )
        }
        return inventory
    }

    /// Reads a document that the inventory listed. Throws `ReadingError`.
    package func read(_ file: SourceFile) throws(ReadingError) -> ReadDocument {
        try read(bytes(of: file), of: file)
    }

    func read(_ bytes: Data, of file: SourceFile) throws(ReadingError) -> ReadDocument {
        guard let reader = readers.reader(for: file.path) else { throw ReadingError("is in a format that is not read") }
        let name = ((file.path as NSString).lastPathComponent as NSString).deletingPathExtension
        return try reader.read(bytes, name: name)
    }

    /// The bytes of a file that the inventory listed. Throws `ReadingError`.
    func bytes(of file: SourceFile) throws(ReadingError) -> Data {
        do {
            let handle = try FileHandle(forReadingFrom: file.url)
            defer { try? handle.close() }
            // One byte more than allowed shows a file that has grown since it was listed.
            let bytes = try handle.read(upToCount: sizeLimit + 1) ?? Data()
            guard bytes.count <= sizeLimit else { throw ReadingError(tooLarge(bytes.count)) }
            return bytes
        } catch let error as ReadingError {
            throw error
        } catch {
            throw ReadingError("cannot be read: \(Self.reason(error))")
        }
    }

    private func add(_ entry: FolderListing.Entry, to inventory: inout Inventory) {
        func skip(_ kind: SkippedDocument.Kind, _ reason: String) {
            inventory.skipped.append(SkippedDocument(path: entry.path, kind: kind, reason: reason))
        }
        guard readers.reader(for: entry.path) != nil else {
            let format = (entry.path as NSString).pathExtension
            return skip(.unsupported, "is in a format that is not read (\(format.isEmpty ? "no extension" : format))")
        }
        guard entry.byteCount <= sizeLimit else { return skip(.tooLarge, tooLarge(entry.byteCount)) }
        guard inventory.files[entry.path] == nil else {
            return skip(.unreadable, "has the same name as another file but for its Unicode form")
        }
        let file = SourceFile(path: entry.path, url: URL(filePath: entry.location), byteCount: 0, contentHash: "")
        do {
            let bytes = try bytes(of: file)
            guard !bytes.allSatisfy(\.isASCIIBlank) else { return skip(.empty, "is empty") }
            inventory.files[entry.path] = SourceFile(
                path: file.path,
                url: file.url,
                byteCount: bytes.count,
                contentHash: ContentHash.of(bytes)
            )
        } catch {
            skip(.unreadable, error.reason)
        }
    }

    private func tooLarge(_ byteCount: Int) -> String {
        "is too large: \(Self.megabytes(byteCount)), where at most \(Self.megabytes(sizeLimit)) are read"
    }

    private static func megabytes(_ bytes: Int) -> String {
        bytes < 10_000_000 ? "\(bytes / 1000) kB" : "\(bytes / 1_000_000) MB"
    }

    private static func reason(_ error: any Error) -> String {
        let error = error as NSError
        if let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError, cause.domain == NSPOSIXErrorDomain {
            return String(cString: strerror(Int32(cause.code)))
        }
        return error.localizedDescription
    }
}

/// A document's file and what its bytes hash to.
package struct SourceFile: Sendable, Hashable {
    /// Path below the knowledge-base folder, with `/`, in Unicode's composed form (NFC).
    package let path: String
    package let url: URL
    package let byteCount: Int
    /// Lower-case hexadecimal SHA-256 of the bytes.
    package let contentHash: String
}

/// What the folder holds.
package struct Inventory: Sendable, Hashable {
    /// By path.
    package var files: [String: SourceFile] = [:]
    package var skipped: [SkippedDocument] = []
    /// Folders that could not be listed: what was indexed of them stays.
    package var unlistedFolders: [String] = []

    /// Whether the document at `path` may still be there, though it cannot be read now.
    func mayStillHold(_ path: String) -> Bool {
        skipped.contains { $0.path == path && $0.kind != .empty && $0.kind != .unsupported }
            || unlistedFolders.contains { path.hasPrefix($0 + "/") }
    }
}
