/// Walks what is below a path. Hidden names are passed over, and links: the listing of a source follows those that stay
/// within its folder, so that what they lead to is walked where it stands.
enum FolderWalk {
    /// Calls `enter` with each folder before it is listed, and `visit` with each file. False where nothing is at `path`.
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
