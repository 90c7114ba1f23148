import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// An entry of a folder.
struct DirectoryEntry {
    /// The identity of a folder: device and inode.
    struct FolderIdentity: Hashable {
        let device: UInt64
        let inode: UInt64
    }

    /// Name of the entry; nil if it is not valid UTF-8.
    let name: String?
    /// The name with invalid bytes replaced.
    var shownName: String
    /// Kind of the entry; nil if the file system does not report it.
    let kind: FileKind?
}

extension DirectoryEntry {
    /// Returns the entries of the folder at `path` ordered by bytes, without hidden ones, and the folder's identity.
    /// Returns nil if the folder cannot be listed completely.
    static func list(_ path: String) -> (identity: FolderIdentity, entries: [DirectoryEntry])? {
        guard let stream = opendir(path) else { return nil }
        defer { closedir(stream) }
        var status = stat()
        guard fstat(dirfd(stream), &status) == 0 else { return nil }
        var entries: [DirectoryEntry] = []
        while true {
            errno = 0
            guard let entry = readdir(stream) else { break }
            guard let name = entry.pointer(to: \.d_name) else { continue }
            let bytes = UnsafeRawPointer(name).assumingMemoryBound(to: UInt8.self)
            // Skips hidden files, and `~$name.docx`, with which Office marks that somebody has `name.docx` open.
            guard bytes[0] != UInt8(ascii: "."), !(bytes[0] == UInt8(ascii: "~") && bytes[1] == UInt8(ascii: "$"))
            else {
                continue
            }
            entries.append(
                DirectoryEntry(
                    bytes: UnsafeBufferPointer(start: bytes, count: strlen(bytes)),
                    type: entry.pointee.d_type
                )
            )
        }
        guard errno == 0 else { return nil }
        entries.sort { $0.shownName.utf8.lexicographicallyPrecedes($1.shownName.utf8) }
        return (FolderIdentity(device: UInt64(status.st_dev), inode: UInt64(status.st_ino)), entries)
    }

    private init(bytes: UnsafeBufferPointer<UInt8>, type: UInt8) {
        name = String(validating: bytes, as: UTF8.self)
        shownName = name ?? String(decoding: bytes, as: UTF8.self)
        kind =
            switch Int(type) {
            case Int(DT_REG): .file
            case Int(DT_DIR): .folder
            case Int(DT_LNK): .link
            case Int(DT_UNKNOWN): nil
            default: .other
            }
    }
}
