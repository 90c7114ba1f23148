import Foundation

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#endif

/// Walks what is below a path, as the listing of the knowledge base does: hidden names are passed over, symbolic links
/// followed, each folder once.
struct FolderWalk {
    private var seen: Set<[UInt64]> = []

    /// Calls `enter` with each folder before it is listed, and `visit` with each file. False where nothing is at `path`.
    mutating func walk(_ path: String, enter: (String) -> Void, visit: (String, stat) -> Void) -> Bool {
        var status = stat()
        guard stat(path, &status) == 0 else { return false }
        guard status.st_mode & S_IFMT == S_IFDIR else {
            visit(path, status)
            return true
        }
        guard seen.insert([UInt64(status.st_dev), UInt64(status.st_ino)]).inserted else { return true }
        enter(path)
        for name in (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? [] where !name.hasPrefix(".") {
            _ = walk(path + "/" + name, enter: enter, visit: visit)
        }
        return true
    }
}
