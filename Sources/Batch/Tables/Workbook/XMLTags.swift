import RAGCore

/// The tags of an XML file in order, found without a tree, so that the rest of the file can be copied byte by byte.
struct XMLTags {
    /// A start or end tag.
    struct Tag {
        /// The tag from `<` to behind `>`.
        let range: Range<Int>
        /// The name behind the prefix, such as `row` of `x:row`.
        let name: Range<Int>
        let isEnd: Bool
        /// Whether it closes itself: `<row/>`.
        let isEmpty: Bool
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var offset = 0

    /// `bytes` must outlive the value.
    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Returns the next tag; comments, declarations and CDATA are skipped.
    mutating func next() -> Tag? {
        while let start = bytes.first(UInt8(ascii: "<"), in: offset..<bytes.count), start + 1 < bytes.count {
            switch bytes[start + 1] {
            case UInt8(ascii: "!"):
                if begins("<!--", at: start) {
                    skip(to: "-->", from: start)
                } else {
                    skip(to: begins("<![CDATA[", at: start) ? "]]>" : ">", from: start)
                }
            case UInt8(ascii: "?"): skip(to: "?>", from: start)
            default:
                guard let end = end(ofTagAt: start) else {
                    offset = bytes.count
                    return nil
                }
                offset = end
                return tag(start..<end)
            }
        }
        return nil
    }

    /// Returns whether the name of a tag is `name`.
    func isNamed(_ tag: Tag, _ name: StaticString) -> Bool {
        guard tag.name.count == name.utf8CodeUnitCount else { return false }
        return (0..<tag.name.count).allSatisfy { bytes[tag.name.lowerBound + $0] == name.utf8Start[$0] }
    }

    /// Returns the place of an attribute with its quotes, such as `r="7"`, and of its value.
    func attribute(_ name: String, of tag: Tag) -> (whole: Range<Int>, value: Range<Int>)? {
        var place = tag.name.upperBound
        let end = tag.range.upperBound - 1
        while place < end {
            while place < end, !isNameByte(bytes[place]) { place += 1 }
            let nameStart = place
            while place < end, bytes[place] != UInt8(ascii: "="), !bytes[place].isASCIIBlank { place += 1 }
            let nameEnd = place
            while place < end, bytes[place] != UInt8(ascii: "\""), bytes[place] != UInt8(ascii: "'") { place += 1 }
            guard place < end, let close = bytes.first(bytes[place], in: place + 1..<end) else { return nil }
            if bytes[nameStart..<nameEnd].elementsEqual(name.utf8) { return (nameStart..<close + 1, place + 1..<close) }
            place = close + 1
        }
        return nil
    }

    /// Returns the value of an attribute; references are not decoded.
    func value(_ name: String, of tag: Tag) -> String? {
        attribute(name, of: tag).map { String(decoding: bytes[$0.value], as: UTF8.self) }
    }

    private func isNameByte(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (UInt8(ascii: "A")...UInt8(ascii: "z")).contains(byte)
    }

    private func begins(_ text: StaticString, at start: Int) -> Bool {
        start + text.utf8CodeUnitCount <= bytes.count
            && (0..<text.utf8CodeUnitCount).allSatisfy { bytes[start + $0] == text.utf8Start[$0] }
    }

    private mutating func skip(to ending: StaticString, from start: Int) {
        offset = start + 2
        while let place = bytes.first(ending.utf8Start[0], in: offset..<bytes.count) {
            offset = place + 1
            if begins(ending, at: place) {
                offset = place + ending.utf8CodeUnitCount
                return
            }
        }
        offset = bytes.count
    }

    /// Returns the offset behind the `>` of a tag; one in quotes does not end it.
    private func end(ofTagAt start: Int) -> Int? {
        var place = start + 1
        while place < bytes.count {
            let byte = bytes[place]
            if byte == UInt8(ascii: ">") { return place + 1 }
            if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                guard let close = bytes.first(byte, in: place + 1..<bytes.count) else { return nil }
                place = close
            }
            place += 1
        }
        return nil
    }

    private func tag(_ range: Range<Int>) -> Tag {
        let isEnd = bytes[range.lowerBound + 1] == UInt8(ascii: "/")
        var start = range.lowerBound + (isEnd ? 2 : 1)
        var end = start
        while end < range.upperBound - 1, !bytes[end].isASCIIBlank, bytes[end] != UInt8(ascii: "/") {
            if bytes[end] == UInt8(ascii: ":") { start = end + 1 }
            end += 1
        }
        return Tag(
            range: range,
            name: start..<end,
            isEnd: isEnd,
            isEmpty: bytes[range.upperBound - 2] == UInt8(ascii: "/")
        )
    }
}
