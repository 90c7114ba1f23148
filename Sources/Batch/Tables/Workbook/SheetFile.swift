import Foundation
import RAGCore

/// The XML of a sheet in a temporary folder that is deleted with it.
final class SheetFile {
    /// The style of a cell, by its number in `WorkbookParts`.
    enum Style: Int {
        case header = 1
        case wrapped, oneLine, number
    }

    let folder: URL
    let file: URL
    private let handle: FileHandle
    private var pending: [UInt8] = []
    private var rows = 0

    /// Limits of Excel ("Excel specifications and limits").
    private static let mostRows = 1_048_576
    private static let mostColumns = 16_384

    /// Creates an empty sheet; `widths` are those of the columns in characters. Throws `RAGError`.
    init(widths: [Int]) throws {
        guard widths.count <= Self.mostColumns else { throw Self.tooLarge("\(widths.count) columns") }
        let name = "kefu-sheet-\(UUID().uuidString)"
        folder = FileManager.default.temporaryDirectory.appending(path: name, directoryHint: .isDirectory)
        file = folder.appending(path: "sheet.xml")
        do {
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
            try Data().write(to: file)
            handle = try FileHandle(forWritingTo: file)
        } catch {
            throw RAGError(.failed, "The temporary folder cannot be written", hint: "Set TMPDIR", cause: error)
        }
        let columns = widths.enumerated().map {
            "<col min=\"\($0 + 1)\" max=\"\($0 + 1)\" width=\"\($1)\" customWidth=\"1\"/>"
        }
        pending += (Self.head + "<cols>\(columns.joined())</cols><sheetData>").utf8
    }

    deinit {
        try? handle.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// Appends a row, each cell in the style of its column and numbers in their own. Throws `RAGError`.
    func append(_ cells: [TableCell], styles: [Style]) throws {
        rows += 1
        guard rows <= Self.mostRows else { throw Self.tooLarge("over \(Self.mostRows) rows") }
        pending += "<row r=\"\(rows)\">".utf8
        for (column, (cell, style)) in zip(cells, styles).enumerated() {
            let style = if case .number = cell { Style.number } else { style }
            let place = CellReference.name(ofColumn: column) + "\(rows)"
            SheetText.append(cell, at: place, style: "\(style.rawValue)", to: &pending)
        }
        pending += "</row>".utf8
        if pending.count > Self.piece { try flush() }
    }

    /// Completes the sheet. Throws `RAGError`.
    func close(columns: Int) throws {
        let range = "A1:\(CellReference.name(ofColumn: max(columns, 1) - 1))\(max(rows, 1))"
        let tail =
            "</sheetData><autoFilter ref=\"\(range)\"/>"
            + "<ignoredErrors><ignoredError sqref=\"\(range)\" numberStoredAsText=\"1\"/></ignoredErrors></worksheet>"
        pending += tail.utf8
        try flush()
    }

    /// Bytes that are collected before they are written.
    private static let piece = 1 << 18

    private func flush() throws {
        try OutputHandle(handle).write(Data(pending))
        pending.removeAll(keepingCapacity: true)
    }

    private static func tooLarge(_ what: String) -> RAGError {
        RAGError(
            .failed,
            "The answers have \(what), more than an Excel sheet can hold",
            hint: "Use an --output that ends in .csv"
        )
    }

    private static let head = """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetViews><sheetView workbookViewId="0">\
        <pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>\
        <sheetFormatPr defaultRowHeight="15"/>
        """
}
