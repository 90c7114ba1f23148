import RAGCore

/// The used area of a sheet, as far as new columns depend on it.
struct SheetLayout: Sendable {
    /// Number of columns up to the last cell with content.
    private(set) var width = 0
    /// Prefix of the elements with its colon, such as `x:`; usually empty.
    private(set) var prefix = ""
    /// Style of the header of the questions, as its cell names it; nil if it has none.
    private(set) var headerStyle: String?

    /// Most columns of a sheet ("Excel specifications and limits").
    static let mostColumns = 16_384

    /// Reads the XML of a sheet; nil if it is none. `header` is the row of the header, `question` the column of the
    /// questions.
    init?(_ bytes: UnsafeBufferPointer<UInt8>, header: Int, question: Int) {
        var tags = XMLTags(bytes)
        var row = 0
        var column = -1
        while let tag = tags.next() {
            if tags.isNamed(tag, "sheetData") {
                // Controls behind the cells have rows and columns of another kind.
                if tag.isEnd || tag.isEmpty { return }
                prefix = String(decoding: bytes[(tag.range.lowerBound + 1)..<tag.name.lowerBound], as: UTF8.self)
            } else if tags.isNamed(tag, "row"), !tag.isEnd {
                row = tags.value("r", of: tag).flatMap { Int($0) } ?? row + 1
                column = -1
            } else if tags.isNamed(tag, "c"), !tag.isEnd {
                column = tags.value("r", of: tag).flatMap { CellReference.place($0)?.column } ?? column + 1
                if row == header, column == question { headerStyle = tags.value("s", of: tag) }
            } else if tags.isNamed(tag, "v") || tags.isNamed(tag, "is") || tags.isNamed(tag, "f") {
                width = max(width, column + 1)
            }
        }
        return nil
    }
}
