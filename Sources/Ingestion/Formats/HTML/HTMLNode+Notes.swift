extension HTMLNode {
    /// Whether the element is a footnote or an endnote.
    var isNote: Bool {
        if let type = self["epub:type"] ?? self["role"],
            type.split(separator: " ").contains(where: { Self.noteTypes.contains(String($0)) })
        {
            return true
        }
        if !labelWords.isDisjoint(with: ["footnote", "endnote", "fn", "note"]) { return true }
        guard name == "li" || name == "p" || name == "dd", let list = parent else { return false }
        let section = list.parent
        return [list, section].compactMap { $0 }.contains { part in
            !part.labelWords.isDisjoint(with: ["footnotes", "endnotes", "references", "notes", "footnote"])
                || (part["epub:type"] ?? part["role"]).map { $0.contains("notes") } == true
        }
    }

    /// Whether the page marks the link as a reference to a note.
    var isMarkedAsReference: Bool {
        self["epub:type"] == "noteref" || self["role"] == "doc-noteref"
            || !labelWords.isDisjoint(with: ["noteref", "fnref"])
            || labelWords.isSuperset(of: ["footnote", "ref"])
    }

    /// Whether the link leads from a note back to its reference.
    var isBackLink: Bool {
        self["role"] == "doc-backlink" || self["epub:type"] == "backlink"
            || labelWords.contains("backref") || labelWords.isSuperset(of: ["footnote", "back"])
    }

    /// Returns whether a link in a heading only gives the address of the heading.
    func isPermanentLink(_ text: String) -> Bool {
        ["link", "permalink", "anchor"].contains(text.lowercased())
            || !labelWords.isDisjoint(with: ["headerlink", "permalink", "anchor", "hash", "headinglink"])
                && text.count <= 12
    }

    /// The text of a paragraph that is bold from its beginning to its end, short, and no sentence; nil for others.
    var boldTitle: String? {
        guard name == "p" || name == "div", isBold else { return nil }
        let title = HTMLDisclosure.title(of: self)
        guard let last = title.last, title.utf8.count <= 120, !",，;；、。.!！".contains(last) else { return nil }
        return title
    }

    /// Whether all text of the element is bold.
    var isBold: Bool {
        var inner = self
        for _ in 0..<4 {
            // The only child, without blanks and line breaks beside it.
            var only: HTMLNode?
            var next = inner.pointer.pointee.children
            while let node = next {
                next = node.pointee.next
                let child = HTMLNode(node)
                if child.name == "br" || child.characters?.allSatisfy(\.isWhitespace) == true { continue }
                guard only == nil, child.name != nil else { return false }
                only = child
            }
            guard let found = only, let name = found.name else { return false }
            if name == "strong" || name == "b" { return true }
            guard ["span", "font", "u", "p", "div"].contains(name) else { return false }
            inner = found
        }
        return false
    }

    private static let noteTypes: Set<String> = [
        "footnote", "endnote", "rearnote", "note", "doc-footnote", "doc-endnote",
    ]
}
