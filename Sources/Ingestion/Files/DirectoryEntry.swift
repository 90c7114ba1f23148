import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// A name in a folder.
struct DirectoryEntry {
    /// A folder's identity: device and inode.
    struct FolderIdentity: Hashable {
        let device: UInt64
        let inode: UInt64
    }

    /// nil where the name is not valid UTF-8.
    let name: String?
    /// What can be shown of the name.
    var shownName: String
    /// nil where the file system does not tell.
    let kind: FileKind?
}

extension DirectoryEntry {
    /// All names in the folder at `path` but hidden ones, in the order of their bytes, and which folder it is; nil where it
    /// cannot be listed to its end.
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
            // Hidden files; and `~$name.docx`, with which Office says that somebody has `name.docx` open.
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
