import Foundation

/// A recursive listing of the folder of a source, without hidden files and without what its patterns exclude.
///
/// Links are followed last and only within the source's own folder; each folder is listed once, so that a loop ends. A
/// file that is listed itself and through a link is two documents.
struct FolderListing {
    struct Entry: Sendable {
        /// Path below the root in NFC, with `/`.
        let path: String
        /// Path in the file system.
        let location: String
    }

    /// A file or folder that the walk has reached.
    private struct Place {
        var path = ""
        var location: String
        /// The names in `path`; kept only if the source has patterns.
        var names: [[Unicode.Scalar]] = []
        /// Whether an include pattern matched this place or a folder above it.
        var isIncluded: Bool
    }

    private let source: FolderSource
    private let extensions: Set<String>
    private(set) var files: [Entry] = []
    private(set) var skipped: [SkippedDocument] = []
    /// Number of files in unsupported formats, by extension in lower case.
    private(set) var unsupported: [String: Int] = [:]
    private(set) var canReadRoot = true
    private var listed: Set<DirectoryEntry.FolderIdentity> = []
    private var links: [Place] = []

    /// - Parameter extensions: extensions of the files that can be read, in lower case.
    init(of source: FolderSource, extensions: Set<String>) {
        self.source = source
        self.extensions = extensions
        let root = source.folder.path
        if FileKind(at: root, followingLinks: true) == .file {
            add((root as NSString).lastPathComponent, to: Place(location: root, isIncluded: true), as: .file)
        } else {
            canReadRoot = list(Place(location: root, isIncluded: source.include.isEmpty))
            followLinks()
        }
    }

    /// Lists a folder; returns false if that fails.
    private mutating func list(_ folder: Place) -> Bool {
        guard let (identity, entries) = DirectoryEntry.list(folder.location) else { return false }
        guard listed.insert(identity).inserted else { return true }
        for entry in entries {
            var place = folder
            place.location += "/" + entry.shownName
            if let name = entry.name {
                add(name, to: place, as: entry.kind ?? FileKind(at: place.location, followingLinks: false))
            } else if entry.kind == .folder || isReadable(entry.shownName) {
                place.path += (folder.path.isEmpty ? "" : "/") + entry.shownName
                skip(place, "has a name that is not valid UTF-8")
            }
        }
        return true
    }

    /// Adds the entry `name` at `place.location` of the folder at `place.path`.
    private mutating func add(_ name: String, to place: Place, as kind: FileKind?) {
        let name = name.nfc
        var place = place
        place.path += place.path.isEmpty ? name : "/" + name
        if !source.include.isEmpty || !source.exclude.isEmpty {
            place.names.append(Array(name.unicodeScalars))
            // The target of a link is not known yet, so patterns for folders are tried as well.
            let mayBeFolder = kind == .folder || kind == .link
            if source.exclude.contains(where: { $0.matches(place.names, isFolder: mayBeFolder) }) { return }
            if source.include.contains(where: { $0.matches(place.names, isFolder: mayBeFolder) }) {
                place.isIncluded = true
            }
        }
        add(place, as: kind)
    }

    private mutating func add(_ place: Place, as kind: FileKind?) {
        switch kind {
        case .folder: if !list(place) { skip(place, "cannot be listed") }
        case .link: links.append(place)
        case _ where !place.isIncluded: break
        case .file where isReadable(place.path): files.append(Entry(path: place.path, location: place.location))
        case .file: unsupported[Self.fileExtension(of: place.path), default: 0] += 1
        case .other: skip(place, "is not a regular file")
        case nil: skip(place, "cannot be found or may not be read")
        }
    }

    private mutating func followLinks() {
        guard !links.isEmpty, let root = Self.resolve(source.folder.path) else { return }
        var next = 0
        while next < links.count {
            var link = links[next]
            next += 1
            // A link that no pattern matches may still lead to a folder in which a pattern matches.
            let mayMatter = link.isIncluded || !isReadable(link.path)
            guard let target = Self.resolve(link.location) else {
                if mayMatter { skip(link, "cannot be found or may not be read") }
                continue
            }
            guard target == root || target.hasPrefix(root == "/" ? root : root + "/") else {
                if mayMatter { skip(link, "is a link that leads out of the folder") }
                continue
            }
            link.location = target
            add(link, as: FileKind(at: target, followingLinks: false))
        }
    }

    private mutating func skip(_ place: Place, _ reason: String) {
        skipped.append(SkippedDocument(path: place.path, kind: .unreadable, reason: reason))
    }

    private func isReadable(_ path: String) -> Bool { extensions.contains(Self.fileExtension(of: path)) }

    /// Returns the extension in lower case, or an empty text if there is none or it is too long.
    private static func fileExtension(of path: String) -> String {
        let tail = path.utf8.suffix(16)
        guard let dot = tail.lastIndex(of: UInt8(ascii: ".")) else { return "" }
        let found = path[path.utf8.index(after: dot)...]
        return found.utf8.contains(UInt8(ascii: "/")) ? "" : found.lowercased()
    }

    /// Returns the path with all links resolved, or nil if nothing is there.
    private static func resolve(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(validatingCString: resolved)
    }
}

extension String {
    /// The text in Unicode's composed form (NFC).
    fileprivate var nfc: String {
        utf8.allSatisfy { $0 < 0x80 } ? self : precomposedStringWithCanonicalMapping
    }
}
