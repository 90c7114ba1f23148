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
        // The parser for HTML writes names in lower case, that for XML does not.
        let text = String(cString: name)
        return text.utf8.contains { (0x41...0x5A).contains($0) } ? text.lowercased() : text
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
        // Most elements lack most attributes, and libxml2's own search also looks for defaults in a DTD.
        var next = pointer.pointee.properties
        while let property = next, property.pointee.name.map({ xmlStrEqual($0, attribute) }) != 1 {
            next = property.pointee.next
        }
        guard next != nil, let value = xmlGetProp(pointer, attribute) else { return nil }
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

    /// The elements directly below.
    var elements: [HTMLNode] { children.filter { $0.pointer.pointee.type == XML_ELEMENT_NODE } }

    var parent: HTMLNode? {
        guard let parent = pointer.pointee.parent, parent.pointee.type == XML_ELEMENT_NODE else { return nil }
        return HTMLNode(parent)
    }

    /// The element after this one below the same parent.
    var nextElement: HTMLNode? {
        var next = pointer.pointee.next
        while let node = next, node.pointee.type != XML_ELEMENT_NODE { next = node.pointee.next }
        return HTMLNode(next)
    }

    /// The element before this one below the same parent.
    var previousElement: HTMLNode? {
        var previous = pointer.pointee.prev
        while let node = previous, node.pointee.type != XML_ELEMENT_NODE { previous = node.pointee.prev }
        return HTMLNode(previous)
    }

    /// The words of the element's classes and of its identifier, in lower case: `articleFooter` gives `article` and
    /// `footer`.
    var labelWords: Set<String> {
        var words: Set<String> = []
        for value in [self["class"], self["id"]].compactMap({ $0 }) {
            var word = ""
            var wasLowercase = false
            for character in value.unicodeScalars {
                let isUppercase = ("A"..."Z").contains(character)
                let isLetter = isUppercase || ("a"..."z").contains(character)
                if !word.isEmpty, !isLetter || isUppercase && wasLowercase {
                    words.insert(word.lowercased())
                    word = ""
                }
                if isLetter { word.unicodeScalars.append(character) }
                wasLowercase = isLetter && !isUppercase
            }
            if !word.isEmpty { words.insert(word.lowercased()) }
        }
        return words
    }

    /// Whether the element has attributes.
    var hasAttributes: Bool { pointer.pointee.type == XML_ELEMENT_NODE && pointer.pointee.properties != nil }

    /// Depth of the tree from here down; found without recursion.
    var depth: Int { pointer.depth }

    /// All text below, exactly as in the file.
    var text: String { characters ?? children.map(\.text).joined() }

    /// Calls `body` for this node and those below it in reading order. If it returns false, the nodes below are
    /// skipped.
    func visit(_ body: (HTMLNode) -> Bool) {
        guard body(self) else { return }
        var next = pointer.pointee.children
        while let child = next {
            next = child.pointee.next
            HTMLNode(child).visit(body)
        }
    }

    /// Returns whether this is an element with one of `names`, or is above one.
    func isOrContains(_ names: Set<String>) -> Bool {
        name.map(names.contains) == true || contains(names)
    }

    /// Returns whether there is an element with one of `names` below.
    func contains(_ names: Set<String>) -> Bool {
        var next = pointer.pointee.children
        while let child = next {
            if child.pointee.type == XML_ELEMENT_NODE, HTMLNode(child).isOrContains(names) { return true }
            next = child.pointee.next
        }
        return false
    }
}
