/// Paths below a workspace: relative, with `/` between their parts.
enum WorkspacePath {
    /// The most bytes of a path, and of a part of one (`PATH_MAX` and `NAME_MAX` of Linux).
    private static let longest = (path: 3_000, part: 255)

    /// Returns whether `path` stays in the folder that it is relative to, on every system.
    static func isSafe(_ path: String) -> Bool {
        guard !path.isEmpty, path.utf8.count <= longest.path else { return false }
        return path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part != "." && part != ".." && part.utf8.count <= longest.part
                && !part.unicodeScalars.contains { $0.value < 0x20 || $0 == "\\" || $0.value == 0x7F }
        }
    }

    /// Returns whether a restore may replace the file or folder at `path`. Hidden ones are not of a workspace, with the
    /// exception of `.kefu`.
    static func isItem(_ path: String) -> Bool {
        isSafe(path) && (path == ".kefu" || !path.split(separator: "/").contains { $0.hasPrefix(".") })
    }

    /// Returns the folders above `path`: `a` and `a/b` for `a/b/c`.
    static func ancestors(of path: String) -> [String] {
        path.indices.filter { path[$0] == "/" }.map { String(path[..<$0]) }
    }
}
