import CHTML

/// A borrowed node of a parsed page, valid as long as its `HTMLPage`.
struct HTMLNode {
    let pointer: UnsafeMutablePointer<xmlNode>

    init(_ pointer: UnsafeMutablePointer<xmlNode>) { self.pointer = pointer }

    init?(_ pointer: UnsafeMutablePointer<xmlNode>?) {
        guard let pointer else { return nil }
        self.pointer = pointer
    }

    /// Name of an element in lower case without a namespace; nil for text, comments and other nodes.
    var name: String? {
        guard pointer.pointee.type == XML_ELEMENT_NODE, let name = pointer.pointee.name else { return nil }
        return String(cString: name).lowercased()
    }

    /// Text of a text node; nil for other nodes.
    var characters: String? {
        guard pointer.pointee.type == XML_TEXT_NODE || pointer.pointee.type == XML_CDATA_SECTION_NODE else {
            return nil
        }
        return pointer.pointee.content.map { String(cString: $0) }
    }

    /// Line in the page's file, counted from 1.
    var line: Int { max(Int(xmlGetLineNo(pointer)), 1) }

    /// The value of an attribute, or nil.
    subscript(attribute: String) -> String? {
        guard let value = xmlGetProp(pointer, attribute) else { return nil }
        defer { chtml_free(value) }
        return String(cString: value)
    }

    var children: [HTMLNode] {
        var children: [HTMLNode] = []
        var next = pointer.pointee.children
        while let child = next {
            children.append(HTMLNode(child))
            next = child.pointee.next
        }
        return children
    }

    /// Depth of the tree from here down; found without recursion.
    var depth: Int { pointer.depth }

    /// All text below, exactly as in the file.
    var text: String { characters ?? children.map(\.text).joined() }

    /// Calls `body` for this node and those below it in reading order. If it returns false, the nodes below are
    /// skipped.
    func visit(_ body: (HTMLNode) -> Bool) {
        guard body(self) else { return }
        for child in children { child.visit(body) }
    }

    /// Returns whether there is an element with one of `names` below.
    func contains(_ names: Set<String>) -> Bool {
        children.contains { child in child.name.map(names.contains) == true || child.contains(names) }
    }
}

extension HTMLNode {
    /// Whether the element is not content: scripts, controls, navigation and other parts around the content.
    var isBoilerplate: Bool {
        guard let name else { return false }
        if Self.boilerplateNames.contains(name) { return true }
        if name == "form", !contains(["h1", "h2", "h3"]) { return true }
        if let role = self["role"], Self.boilerplateRoles.contains(role) { return true }
        if self["epub:type"] == "noteref" { return true }
        if self["hidden"] != nil || self["aria-hidden"] == "true" { return true }
        let labels = [self["class"], self["id"]].compactMap { $0 }.flatMap { $0.lowercased().split(separator: " ") }
        return labels.contains { Self.boilerplateLabels.contains(String($0)) }
    }

    private static let boilerplateNames: Set<String> = [
        "script", "style", "noscript", "template", "head", "nav", "footer", "aside", "iframe", "svg", "object",
        "button", "select",
        "input", "textarea", "label", "dialog",
    ]
    private static let boilerplateRoles: Set<String> = [
        "navigation", "banner", "contentinfo", "search", "complementary", "dialog", "menu", "menubar",
        "doc-noteref", "doc-backlink",
    ]
    private static let boilerplateLabels: Set<String> = [
        "nav", "navbar", "navheader", "navfooter", "navigation", "breadcrumb", "breadcrumbs", "sidebar", "toc",
        "footer",
        "site-header", "site-footer", "pagination", "skip-link", "cookie-banner", "cookie-notice",
    ]
}
