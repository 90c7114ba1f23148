import Foundation
import RAGCore

/// The cell styles of a workbook with two more: one for the texts that are added and one for numbers.
struct CopiedStyles: Sendable {
    static let path = "xl/styles.xml"

    /// The part with the new styles; nil if they could not be added.
    private(set) var changed: String?
    /// Number of the style of texts: wrapped, and of the format `@`, so that text typed into it stays text.
    private(set) var text: String?
    /// Number of the style of numbers.
    private(set) var number: String?

    /// Adds the styles to the bytes of `xl/styles.xml`. Without a list of cell styles nothing is added.
    init(_ part: Data) {
        part.withUnsafeBytes { add(to: $0.bindMemory(to: UInt8.self)) }
    }

    private mutating func add(to bytes: UnsafeBufferPointer<UInt8>) {
        var tags = XMLTags(bytes)
        var isInside = false
        var count = 0
        var counted: Range<Int>?
        while let tag = tags.next() {
            if tags.isNamed(tag, "cellXfs") {
                if tag.isEmpty { return }
                if tag.isEnd {
                    return add(to: bytes, at: tag, count: count, counted: counted)
                }
                isInside = true
                counted = tags.attribute("count", of: tag)?.value
            } else if isInside, tags.isNamed(tag, "xf"), !tag.isEnd {
                count += 1
            }
        }
    }

    private mutating func add(
        to bytes: UnsafeBufferPointer<UInt8>,
        at end: XMLTags.Tag,
        count: Int,
        counted: Range<Int>?
    ) {
        func string(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
        let prefix = string(end.range.lowerBound + 2..<end.name.lowerBound)
        func style(format: Int, wraps: Bool) -> String {
            "<\(prefix)xf numFmtId=\"\(format)\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\" applyNumberFormat=\"1\" "
                + "applyAlignment=\"1\"><\(prefix)alignment vertical=\"top\"\(wraps ? " wrapText=\"1\"" : "")/></\(prefix)xf>"
        }
        let start = end.range.lowerBound
        let head =
            counted.map { string(0..<$0.lowerBound) + "\(count + 2)" + string($0.upperBound..<start) }
            ?? string(0..<start)
        changed =
            head + style(format: 49, wraps: true) + style(format: 0, wraps: false) + string(start..<bytes.count)
        text = "\(count)"
        number = "\(count + 1)"
    }
}
