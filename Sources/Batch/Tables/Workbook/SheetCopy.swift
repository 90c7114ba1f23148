import Foundation
import RAGCore

/// Copies the XML of a sheet and adds columns to it. All other bytes stay.
struct SheetCopy {
    /// First new column, counted from 0.
    let start: Int
    /// Widths of the new columns in characters.
    let widths: [Int]
    let prefix: String

    /// Writes the copy to `output`. `cells` returns the new cells of a row. Throws if it cannot be written.
    func write(
        _ bytes: UnsafeBufferPointer<UInt8>,
        to output: FileHandle,
        cells: (Int) throws -> Data?
    ) throws {
        let output = OutputHandle(output)
        var tags = XMLTags(bytes)
        var pending = Data()
        var copied = 0
        var row = 0
        var added: Data?
        var column = -1
        /// Columns that the sheet describes, before `<cols>` is written.
        var columns: [String] = []
        var hasColumns = false
        func copy(to end: Int) throws {
            pending.append(contentsOf: bytes[copied..<max(end, copied)])
            copied = max(end, copied)
            guard pending.count > 1 << 20 else { return }
            try output.write(pending)
            pending.removeAll(keepingCapacity: true)
        }
        func insert(_ text: String) { pending.append(contentsOf: text.utf8) }
        while let tag = tags.next() {
            if tags.isNamed(tag, "dimension"), let place = tags.attribute("ref", of: tag) {
                try copy(to: place.value.lowerBound)
                insert(extended(String(decoding: bytes[place.value], as: UTF8.self)))
                copied = place.value.upperBound
            } else if tags.isNamed(tag, "col"), !tag.isEnd {
                try copy(to: tag.range.lowerBound)
                columns += self.columns(of: tag, tags, bytes)
                copied = tag.range.upperBound
            } else if tags.isNamed(tag, "cols"), tag.isEnd {
                insert((columns + newColumns).joined())
                try copy(to: tag.range.lowerBound)
                hasColumns = true
            } else if tags.isNamed(tag, "sheetData") {
                // Controls behind the cells have rows and columns of another kind.
                if tag.isEnd || tag.isEmpty { break }
                try copy(to: tag.range.lowerBound)
                if !hasColumns { insert("<\(prefix)cols>\(newColumns.joined())</\(prefix)cols>") }
            } else if tags.isNamed(tag, "row") {
                if tag.isEnd {
                    if let cells = added {
                        try copy(to: tag.range.lowerBound)
                        pending.append(cells)
                    }
                    added = nil
                    continue
                }
                row = tags.value("r", of: tag).flatMap { Int($0) } ?? row + 1
                column = -1
                added = try cells(row)
                guard let cells = added else { continue }
                // The hint about the used columns no longer holds.
                if let spans = tags.attribute("spans", of: tag) {
                    try copy(to: spans.whole.lowerBound)
                    copied = spans.whole.upperBound
                }
                guard tag.isEmpty else { continue }
                try copy(to: tag.range.upperBound - 2)
                insert(">")
                pending.append(cells)
                insert("</\(prefix)row>")
                copied = tag.range.upperBound
                added = nil
            } else if tags.isNamed(tag, "c"), !tag.isEnd, added != nil {
                column = tags.value("r", of: tag).flatMap { CellReference.place($0)?.column } ?? column + 1
                guard column >= start else { continue }
                // A cell with a style but no content makes room.
                try copy(to: tag.range.lowerBound)
                if !tag.isEmpty { while let end = tags.next(), !(tags.isNamed(end, "c") && end.isEnd) { continue } }
                copied = tags.offset
            }
        }
        try copy(to: bytes.count)
        try output.write(pending)
    }

    /// The descriptions of the new columns.
    private var newColumns: [String] {
        widths.enumerated().map { offset, width in
            let number = start + offset + 1
            return "<\(prefix)col min=\"\(number)\" max=\"\(number)\" width=\"\(width)\" customWidth=\"1\"/>"
        }
    }

    /// Returns the description of columns without the new ones, as one or two elements; those behind the new columns
    /// come after them in `cols`, so they are left out.
    private func columns(of tag: XMLTags.Tag, _ tags: XMLTags, _ bytes: UnsafeBufferPointer<UInt8>) -> [String] {
        let text = String(decoding: bytes[tag.range], as: UTF8.self)
        guard let first = tags.value("min", of: tag).flatMap({ Int($0) }),
            let last = tags.value("max", of: tag).flatMap({ Int($0) }), last > start
        else { return [text] }
        guard first <= start, let place = tags.attribute("max", of: tag) else { return [] }
        let head = bytes[tag.range.lowerBound..<place.value.lowerBound]
        let tail = bytes[place.value.upperBound..<tag.range.upperBound]
        return [String(decoding: head, as: UTF8.self) + "\(start)" + String(decoding: tail, as: UTF8.self)]
    }

    /// Returns the used area with the new columns.
    private func extended(_ reference: String) -> String {
        let ends = reference.split(separator: ":")
        guard let first = ends.first, let last = ends.last.flatMap({ CellReference.place($0) }) else {
            return reference
        }
        let column = max(last.column, start + widths.count - 1)
        return "\(first):\(CellReference.name(ofColumn: column))\(last.row)"
    }
}
