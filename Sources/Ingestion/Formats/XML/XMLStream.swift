import CHTML

/// Reads a large XML document element by element, so that its tree is never in memory as a whole.
enum XMLStream {
    /// Calls `body` for each outermost element with one of `names`, in order. Nodes must not be kept.
    ///
    /// Throws `ReadingError` if the XML is invalid, nests too deeply, or has a document type (no program writes one,
    /// and it may declare entities). `part` names the document in errors.
    static func read(
        _ bytes: [UInt8],
        part: String,
        elements names: Set<String>,
        _ body: (XMLTree.Node) throws(ReadingError) -> Void
    ) throws(ReadingError) {
        try bytes.withUnsafeBufferPointer { (buffer) throws(ReadingError) in
            guard !MarkupLimits.hasExcess(buffer) else { throw XMLTree.excess(in: part) }
            try buffer.withMemoryRebound(to: CChar.self) { (buffer) throws(ReadingError) in
                try read(buffer, part: part, elements: names, body)
            }
        }
    }

    private static func read(
        _ bytes: UnsafeBufferPointer<CChar>,
        part: String,
        elements names: Set<String>,
        _ body: (XMLTree.Node) throws(ReadingError) -> Void
    ) throws(ReadingError) {
        XMLTree.prepareLibrary
        let options = Int32(XMLTree.options)
        guard let reader = xmlReaderForMemory(bytes.baseAddress, Int32(clamping: bytes.count), nil, nil, options) else {
            throw ReadingError("is too large for the memory")
        }
        defer { xmlFreeTextReader(reader) }
        var more = xmlTextReaderRead(reader)
        while more == 1 {
            let type = xmlTextReaderNodeType(reader)
            if type == Int32(XML_READER_TYPE_DOCUMENT_TYPE.rawValue) {
                throw ReadingError("has a document type in \(part), which is not supported")
            }
            let isElement = type == Int32(XML_READER_TYPE_ELEMENT.rawValue)
            let name = isElement ? xmlTextReaderConstLocalName(reader).map { String(cString: $0) } : nil
            if let name, names.contains(name), let node = XMLTree.Node(xmlTextReaderExpand(reader)) {
                guard node.depth <= XMLTree.deepest else {
                    throw ReadingError("nests its elements too deeply in \(part)")
                }
                try body(node)
                more = xmlTextReaderNext(reader)
            } else {
                more = xmlTextReaderRead(reader)
            }
        }
        guard more == 0 else { throw ReadingError("is damaged: its part \(part) is not valid XML") }
    }
}
