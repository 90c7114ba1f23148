/// A walk over everything below a path, without hidden names and links. The listing of a source follows only links
/// within its folder, whose targets are walked anyway.
enum FolderWalk {
    /// Calls `enter` with each folder before it is listed, and `visit` with each file. Returns false if nothing is at
    /// `path`.
    static func walk(_ path: String, enter: (String) -> Void, visit: (String) -> Void) -> Bool {
        guard let kind = FileKind(at: path, followingLinks: true) else { return false }
        guard kind == .folder else {
            visit(path)
            return true
        }
        enter(path)
        for entry in DirectoryEntry.list(path)?.entries ?? [] {
            guard let name = entry.name else { continue }
            let below = path + "/" + name
            switch entry.kind ?? FileKind(at: below, followingLinks: false) {
            case .folder: _ = walk(below, enter: enter, visit: visit)
            case .file: visit(below)
            case .link, .other, nil: break
            }
        }
        return true
    }
}
