import CHTML
import Foundation

/// A parsed XML document. Owns libxml2's tree, which `withRoot` lends.
///
/// Nothing outside the bytes is ever read: no DTD, no network. A document that declares entities of its own is refused:
/// no office program writes any, and a few lines of them can stand for gigabytes.
struct XMLTree: ~Copyable {
    private let document: UnsafeMutablePointer<xmlDoc>

    /// `part` names the document in errors, such as `word/document.xml`.
    init(_ bytes: Data, part: String) throws(ReadingError) {
        Self.prepareLibrary
        let document = bytes.withUnsafeBytes { raw in
            xmlReadMemory(
                raw.bindMemory(to: CChar.self).baseAddress,
                Int32(clamping: raw.count),
                nil,
                nil,
                Int32(Self.options)
            )
        }
        guard let document else { throw ReadingError("is damaged: \(part) in it is not valid XML") }
        if document.pointee.intSubset?.pointee.entities != nil {
            xmlFreeDoc(document)
            throw ReadingError("declares XML entities of its own in \(part), which are not read")
        }
        let depth = Node(xmlDocGetRootElement(document))?.depth ?? 0
        guard depth <= Self.deepest else {
            xmlFreeDoc(document)
            throw ReadingError("nests its elements \(depth) deep, where at most \(Self.deepest) levels are read")
        }
        self.document = document
    }

    deinit { xmlFreeDoc(document) }

    /// Lends the root element; no node may be kept.
    borrowing func withRoot<Result>(_ body: (Node) throws(ReadingError) -> Result) throws(ReadingError) -> Result {
        guard let root = Node(xmlDocGetRootElement(document)) else {
            throw ReadingError("is damaged: it is empty inside")
        }
        return try body(root)
    }

    static let options =
        XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        | XML_PARSE_COMPACT.rawValue | XML_PARSE_NOCDATA.rawValue

    /// Levels of nested elements that are read; walks are recursive.
    static let deepest = 256

    /// libxml2 wants this once before threads use it.
    static let prepareLibrary: Void = xmlInitParser()
}

extension XMLTree {
    /// A borrowed node: valid as long as its tree. Elements and attributes go by their local names, for the prefixes of
    /// namespaces differ from one program to the next.
    struct Node {
        let pointer: UnsafeMutablePointer<xmlNode>

        init?(_ pointer: UnsafeMutablePointer<xmlNode>?) {
            guard let pointer else { return nil }
            self.pointer = pointer
        }

        /// Local name of an element; nil for text, comments and the like.
        var name: String? {
            guard pointer.pointee.type == XML_ELEMENT_NODE, let name = pointer.pointee.name else { return nil }
            return String(cString: name)
        }

        /// Text of a text node; nil for all others.
        var characters: String? {
            guard pointer.pointee.type == XML_TEXT_NODE || pointer.pointee.type == XML_CDATA_SECTION_NODE else {
                return nil
            }
            return pointer.pointee.content.map { String(cString: $0) }
        }

        /// Value of an attribute.
        subscript(attribute: String) -> String? {
            guard let value = xmlGetProp(pointer, attribute) else { return nil }
            defer { chtml_free(value) }
            return String(cString: value)
        }

        /// The nodes right below, in order.
        var children: some Sequence<Node> {
            sequence(state: pointer.pointee.children) { next -> Node? in
                guard let child = Node(next) else { return nil }
                next = child.pointer.pointee.next
                return child
            }
        }

        /// The elements right below that bear `name`.
        func children(_ name: String) -> some Sequence<Node> { children.lazy.filter { $0.name == name } }

        /// The first element right below that bears `name`.
        func first(_ name: String) -> Node? { children.first { $0.name == name } }

        /// The element at the end of a path of names.
        func first(_ path: [String]) -> Node? { path.reduce(self) { $0?.first($1) } }

        /// All text below, as it stands in the file.
        var text: String { characters ?? children.reduce(into: "") { $0 += $1.text } }

        /// Calls `body` for this node and those below it, in order; where it returns false, not for those below.
        func visit(_ body: (Node) -> Bool) {
            guard body(self) else { return }
            for child in children { child.visit(body) }
        }

        /// Whether an element that bears one of `names` stands below.
        func contains(_ names: Set<String>) -> Bool {
            children.contains { child in child.name.map(names.contains) == true || child.contains(names) }
        }

        /// Levels of nodes from here down, found without recursion.
        var depth: Int { pointer.depth }
    }
}

extension UnsafeMutablePointer<xmlNode> {
    /// Levels of nodes from here down, found without recursion.
    var depth: Int {
        var deepest = 1
        var depth = 1
        var node = self
        while true {
            if let child = node.pointee.children {
                node = child
                depth += 1
                deepest = max(deepest, depth)
                continue
            }
            while node != self, node.pointee.next == nil, let parent = node.pointee.parent {
                node = parent
                depth -= 1
            }
            guard node != self, let next = node.pointee.next else { return deepest }
            node = next
        }
    }
}
