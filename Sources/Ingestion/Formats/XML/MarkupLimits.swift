import RAGCore

/// Limits on the markup of a page or an office document, kept before it is parsed.
enum MarkupLimits {
    /// The most attributes of an element. libxml2 compares each attribute with all before it.
    static let mostAttributes = 1_000

    /// Returns the markup without the attributes of an element behind its first thousand. Takes linear time.
    static func bounded(_ markup: String) -> String {
        var markup = markup
        let excesses = markup.withUTF8 { bytes in
            var scan = TagScan(bytes)
            return scan.excesses()
        }
        guard !excesses.isEmpty else { return markup }
        return markup.withUTF8 { bytes in
            var kept: [UInt8] = []
            kept.reserveCapacity(bytes.count)
            var start = 0
            for excess in excesses {
                kept += bytes[start..<excess.lowerBound]
                start = excess.upperBound
            }
            kept += bytes[start...]
            return String(decoding: kept, as: UTF8.self)
        }
    }

    /// Returns whether an element of an XML document has more than a thousand attributes or names of namespaces.
    static func hasExcess(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var scan = TagScan(bytes)
        return !scan.excesses(areForXML: true).isEmpty
    }
}

/// A walk over the tags of a text, which divides them into attributes as libxml2 does.
private struct TagScan {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var offset = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Returns the places of the attributes behind the first thousand of each tag.
    mutating func excesses(areForXML isXML: Bool = false) -> [Range<Int>] {
        var found: [Range<Int>] = []
        while let open = bytes.first(UInt8(ascii: "<"), in: offset..<bytes.count) {
            offset = open + 1
            if follows("!--") {
                skip(to: "-->")
                continue
            }
            guard offset < bytes.count, isLetter(bytes[offset]) else { continue }
            let start = offset
            while offset < bytes.count, !isBlank(bytes[offset]), bytes[offset] != Self.close { offset += 1 }
            let name = bytes[start..<offset]
            if let excess = restOfTag() { found.append(excess) }
            // Scripts and style sheets hold no tags.
            if !isXML {
                for word in ["script", "style"] where name.elementsEqual(word.utf8, by: { $0 | 0x20 == $1 }) {
                    skip(to: "</" + word)
                }
            }
        }
        return found
    }

    private static let close = UInt8(ascii: ">")

    /// Skips the attributes of a tag, and returns the place of those behind the first thousand; nil if there are none.
    private mutating func restOfTag() -> Range<Int>? {
        var count = 0
        var excess: Int?
        while true {
            while offset < bytes.count, isBlank(bytes[offset]) || bytes[offset] == UInt8(ascii: "/") { offset += 1 }
            guard offset < bytes.count, bytes[offset] != Self.close else { break }
            count += 1
            if count > MarkupLimits.mostAttributes, excess == nil { excess = offset }
            attribute()
        }
        return excess.map { $0..<offset }
    }

    /// Skips an attribute: a name, and a value in quotation marks or up to a blank.
    private mutating func attribute() {
        let start = offset
        while offset < bytes.count, !isBlank(bytes[offset]), bytes[offset] != Self.close,
            bytes[offset] != UInt8(ascii: "="), bytes[offset] != UInt8(ascii: "/") || offset == start
        {
            offset += 1
        }
        var value = offset
        while value < bytes.count, isBlank(bytes[value]) { value += 1 }
        guard value < bytes.count, bytes[value] == UInt8(ascii: "=") else { return }
        value += 1
        while value < bytes.count, isBlank(bytes[value]) { value += 1 }
        offset = value
        guard value < bytes.count else { return }
        let mark = bytes[value]
        if mark == .quote || mark == UInt8(ascii: "'") {
            offset = bytes.first(mark, in: (value + 1)..<bytes.count).map { $0 + 1 } ?? bytes.count
        } else {
            while offset < bytes.count, !isBlank(bytes[offset]), bytes[offset] != Self.close { offset += 1 }
        }
    }

    private func follows(_ text: StaticString) -> Bool {
        text.withUTF8Buffer { text in
            offset + text.count <= bytes.count && bytes[offset..<offset + text.count].elementsEqual(text)
        }
    }

    /// Skips to `mark`, in any case of its letters; to the end if there is none.
    private mutating func skip(to mark: String) {
        let mark = Array(mark.utf8)
        while let next = bytes.first(mark[0], in: offset..<bytes.count) {
            offset = next
            let end = next + mark.count
            if end <= bytes.count, bytes[next..<end].elementsEqual(mark, by: { $0 | 0x20 == $1 | 0x20 }) { return }
            offset += 1
        }
        offset = bytes.count
    }

    private func isBlank(_ byte: UInt8) -> Bool { byte.isASCIIBlank }

    private func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }
}
