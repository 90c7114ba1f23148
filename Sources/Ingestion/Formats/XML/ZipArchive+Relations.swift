extension ZipArchive {
    /// A part that another part refers to (ECMA-376, part 2, 9.3).
    struct Relation: Sendable {
        let path: String
        /// Address of its kind, such as `http://…/relationships/worksheet`.
        let kind: String
    }

    /// Returns the parts that the part at `path` refers to, by their ids. Links to other files are left out.
    mutating func relations(of path: String) throws(ReadingError) -> [String: Relation] {
        let slash = path.lastIndex(of: "/").map { path.index(after: $0) } ?? path.startIndex
        let folder = path[..<slash]
        guard let part = try xmlIfAny("\(folder)_rels/\(path[slash...]).rels") else { return [:] }
        return try part.withRoot { root in
            var relations: [String: Relation] = [:]
            for node in root.children("Relationship") where node["TargetMode"] != "External" {
                guard let id = node["Id"], let target = node["Target"] else { continue }
                relations[id] = Relation(path: Self.path(target, from: folder), kind: node["Type"] ?? "")
            }
            return relations
        }
    }

    /// Returns the path of a target that may begin with `/` or `../`.
    private static func path(_ target: String, from folder: Substring) -> String {
        if target.hasPrefix("/") { return String(target.dropFirst()) }
        var parts: [Substring] = []
        for part in folder.split(separator: "/") + target.split(separator: "/") {
            if part == ".." { _ = parts.popLast() } else if part != "." { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}
