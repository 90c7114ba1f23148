import Foundation

/// The relationships of a part of an office file (ECMA-376, part 2, 9): which other parts it refers to.
struct OfficeRelations: Sendable {
    /// A relationship to a part in the same file.
    struct Target: Sendable, Hashable {
        /// Last word of its type, such as `slide` or `notesSlide`.
        let type: String
        /// Path of the part in the file.
        let path: String
    }

    private var targets: [String: Target] = [:]

    /// Reads the relationships of the part at `path`; none if it has no such part beside it.
    init(of path: String, in archive: inout ZipArchive) throws(ReadingError) {
        let folder = (path as NSString).deletingLastPathComponent
        let name = (path as NSString).lastPathComponent
        guard let tree = try archive.xmlIfAny("\(folder)/_rels/\(name).rels") else { return }
        try tree.withRoot { (root) throws(ReadingError) in
            for node in root.children("Relationship") where node["TargetMode"] != "External" {
                guard let id = node["Id"], let target = node["Target"], let type = node["Type"] else { continue }
                targets[id] = Target(
                    type: String(type.split(separator: "/").last ?? ""),
                    path: Self.path(target, from: folder)
                )
            }
        }
    }

    subscript(id: String) -> Target? { targets[id] }

    /// Returns the paths of the parts of a type with their relationships, ordered by path.
    func all(_ type: String) -> [(id: String, path: String)] {
        targets.filter { $0.value.type == type }.map { ($0.key, $0.value.path) }.sorted { $0.1 < $1.1 }
    }

    /// Returns the paths of the parts of a type, in order.
    func paths(_ type: String) -> [String] { all(type).map(\.path) }

    /// Resolves a target such as `../notesSlides/notesSlide1.xml`.
    private static func path(_ target: String, from folder: String) -> String {
        guard !target.hasPrefix("/") else { return String(target.dropFirst()) }
        var parts = folder.split(separator: "/")
        for part in target.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}
