import CHTML
import Foundation

/// A parsed XML document. Owns libxml2's tree, which `withRoot` lends.
///
/// Nothing outside the bytes is read: no DTD, no network. A document with its own entities is rejected: no office
/// program writes any, and a few lines of them can expand to gigabytes.
struct XMLTree: ~Copyable {
    private let document: UnsafeMutablePointer<xmlDoc>

    /// Parses `bytes`. `part` names the document in errors, such as `word/document.xml`.
    init(_ bytes: Data, part: String) throws(ReadingError) {
        Self.prepareLibrary
        guard !bytes.withUnsafeBytes({ MarkupLimits.hasExcess($0.bindMemory(to: UInt8.self)) }) else {
            throw Self.excess(in: part)
        }
        let document = bytes.withUnsafeBytes { raw in
            xmlReadMemory(
                raw.bindMemory(to: CChar.self).baseAddress,
                Int32(clamping: raw.count),
                nil,
                nil,
                Int32(Self.options)
            )
        }
        guard let document else { throw ReadingError("is damaged: its part \(part) is not valid XML") }
        if document.pointee.intSubset?.pointee.entities != nil {
            xmlFreeDoc(document)
            throw ReadingError("declares XML entities in \(part), which are not supported")
        }
        let depth = Node(xmlDocGetRootElement(document))?.depth ?? 0
        guard depth <= Self.deepest else {
            xmlFreeDoc(document)
            throw ReadingError("nests its elements \(depth) levels deep; the limit is \(Self.deepest)")
        }
        self.document = document
    }

    deinit { xmlFreeDoc(document) }

    /// Calls `body` with the root element. Nodes must not be kept.
    borrowing func withRoot<Result>(_ body: (Node) throws(ReadingError) -> Result) throws(ReadingError) -> Result {
        guard let root = Node(xmlDocGetRootElement(document)) else {
            throw ReadingError("is damaged: it has no content")
        }
        return try body(root)
    }

    static let options =
        XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue | XML_PARSE_NOWARNING.rawValue
        | XML_PARSE_COMPACT.rawValue | XML_PARSE_NOCDATA.rawValue

    /// Returns the error for a part with more attributes than any program writes.
    static func excess(in part: String) -> ReadingError {
        ReadingError("has an element with more than \(MarkupLimits.mostAttributes) attributes in \(part)")
    }

    /// Most levels of nested elements; walks are recursive.
    static let deepest = 256

    /// libxml2 must be initialised once before several threads use it.
    static let prepareLibrary: Void = xmlInitParser()
}

extension XMLTree {
    /// A borrowed node, valid as long as its tree. Elements and attributes are found by their local names, because
    /// programs use different namespace prefixes.
    struct Node {
        let pointer: UnsafeMutablePointer<xmlNode>

        init?(_ pointer: UnsafeMutablePointer<xmlNode>?) {
            guard let pointer else { return nil }
            self.pointer = pointer
        }

        /// Local name of an element; nil for text, comments and other nodes.
        var name: String? {
            guard pointer.pointee.type == XML_ELEMENT_NODE, let name = pointer.pointee.name else { return nil }
            return String(cString: name)
        }

        /// Text of a text node; nil for other nodes.
        var characters: String? {
            guard pointer.pointee.type == XML_TEXT_NODE || pointer.pointee.type == XML_CDATA_SECTION_NODE else {
                return nil
            }
            return pointer.pointee.content.map { String(cString: $0) }
        }

        /// The value of an attribute, or nil.
        subscript(attribute: String) -> String? {
            guard let value = xmlGetProp(pointer, attribute) else { return nil }
            defer { chtml_free(value) }
            return String(cString: value)
        }

        /// The direct children in order.
        var children: some Sequence<Node> {
            sequence(state: pointer.pointee.children) { next -> Node? in
                guard let child = Node(next) else { return nil }
                next = child.pointer.pointee.next
                return child
            }
        }

        /// Returns the direct child elements called `name`.
        func children(_ name: String) -> some Sequence<Node> { children.lazy.filter { $0.name == name } }

        /// Returns the values of all attributes with a local name, which may be in different namespaces.
        func values(of attribute: String) -> [String] {
            var values: [String] = []
            var next = pointer.pointee.properties
            while let property = next {
                if let name = property.pointee.name, String(cString: name) == attribute,
                    let value = xmlNodeListGetString(pointer.pointee.doc, property.pointee.children, 1)
                {
                    values.append(String(cString: value))
                    chtml_free(value)
                }
                next = property.pointee.next
            }
            return values
        }

        /// The element that contains this one; nil for the root.
        var parent: Node? { Node(pointer.pointee.parent) }

        /// Returns the first direct child element called `name`.
        func first(_ name: String) -> Node? { children.first { $0.name == name } }

        /// Returns the element at the end of a path of names.
        func first(_ path: [String]) -> Node? { path.reduce(self) { $0?.first($1) } }

        /// All text below, exactly as in the file.
        var text: String { characters ?? children.reduce(into: "") { $0 += $1.text } }

        /// Calls `body` for this node and those below it in order. If it returns false, the nodes below are skipped.
        func visit(_ body: (Node) -> Bool) {
            guard body(self) else { return }
            for child in children { child.visit(body) }
        }

        /// Returns whether there is an element with one of `names` below.
        func contains(_ names: Set<String>) -> Bool {
            children.contains { child in child.name.map(names.contains) == true || child.contains(names) }
        }

        /// Depth of the tree from here down; found without recursion.
        var depth: Int { pointer.depth }
    }
}

extension UnsafeMutablePointer<xmlNode> {
    /// Depth of the tree from here down; found without recursion, because a hostile document may nest very deeply.
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
