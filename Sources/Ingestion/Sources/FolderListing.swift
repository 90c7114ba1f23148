import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// What kind of thing a path names, behind symbolic links.
enum FileKind {
    case file(byteCount: Int)
    /// Device and inode tell whether a folder was seen before.
    case folder(device: UInt64, inode: UInt64)
    case other

    /// nil where nothing is there, or nothing that may be looked at.
    init?(at path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        switch status.st_mode & S_IFMT {
        case S_IFREG: self = .file(byteCount: Int(status.st_size))
        case S_IFDIR: self = .folder(device: UInt64(status.st_dev), inode: UInt64(status.st_ino))
        default: self = .other
        }
    }
}

/// Walks a folder in sorted order. Hidden files and folders are passed over, symbolic links followed, each folder once.
struct FolderListing {
    struct Entry {
        /// Path below the root, NFC, with `/`.
        let path: String
        /// Path in the file system.
        let location: String
        let byteCount: Int
    }

    private let root: String
    private(set) var files: [Entry] = []
    private(set) var skipped: [SkippedDocument] = []
    private(set) var unlistedFolders: [String] = []
    private(set) var canReadRoot = true
    /// Folders above the one that is being listed, and those that were.
    private var seen: Set<[UInt64]> = []

    init(root: String) { self.root = root }

    /// Lists the root, which is a file.
    mutating func addRoot() {
        add((root as NSString).lastPathComponent, at: root)
    }

    /// Lists the root, which is a folder.
    mutating func list() {
        canReadRoot = list(path: "", location: root)
    }

    /// False where the folder cannot be listed.
    private mutating func list(path: String, location: String) -> Bool {
        guard case .folder(let device, let inode) = FileKind(at: location) else { return false }
        guard seen.insert([device, inode]).inserted else { return true }
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: location) else { return false }
        for name in names.sorted() where !name.hasPrefix(".") {
            add(path.isEmpty ? name : path + "/" + name, at: location + "/" + name)
        }
        return true
    }

    private mutating func add(_ path: String, at location: String) {
        let path = path.precomposedStringWithCanonicalMapping
        switch FileKind(at: location) {
        case .file(let byteCount): files.append(Entry(path: path, location: location, byteCount: byteCount))
        case .folder:
            if !list(path: path, location: location) {
                unlistedFolders.append(path)
                skipped.append(SkippedDocument(path: path, kind: .unreadable, reason: "cannot be listed"))
            }
        case .other: skipped.append(SkippedDocument(path: path, kind: .unreadable, reason: "is no regular file"))
        case nil:
            skipped.append(SkippedDocument(path: path, kind: .unreadable, reason: "cannot be found or may not be read"))
        }
    }
}
