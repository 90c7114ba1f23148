import Lexicon

/// The Dublin Core properties that office programs store in a document.
enum OfficeProperties {
    /// Returns `dc:title`, unless it is a default of a template or a program.
    static func title(in root: XMLTree.Node) -> String? {
        var found: String?
        root.visit { node in
            if found == nil, node.name == "title" { found = node.text }
            return found == nil
        }
        guard let title = found?.collapsingWhitespace(), !title.isEmpty else {
            return nil
        }
        let isEmpty = ["untitled", "word document", "powerpoint presentation", "无标题", "未命名"].contains(
            title.lowercased()
        )
        return isEmpty ? nil : title
    }
}
