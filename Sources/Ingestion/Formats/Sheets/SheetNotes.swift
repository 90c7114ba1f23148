/// The parts of a sheet that were left out, as in `ReadDocument.notes`.
struct SheetNotes: Sendable {
    /// Cells by their references, such as `C2`.
    private var cells: [SheetCell.Omission: [String]] = [:]
    private var hiddenRows: [Int] = []
    private var hiddenColumns: Set<Int> = []
    private var others: [String] = []

    /// Number of cells, rows or columns that a note names.
    private static let mostNamed = 5

    mutating func add(_ omission: SheetCell.Omission, column: Int, row: Int) {
        cells[omission, default: []].append(Self.columnName(column) + "\(row)")
    }

    mutating func add(hiddenRow number: Int) { hiddenRows.append(number) }

    mutating func add(hiddenColumn column: Int) { hiddenColumns.insert(column) }

    mutating func add(_ note: String) { others.append(note) }

    /// The notes, of which each continues a sentence that begins with the name of the document and a colon.
    var texts: [String] {
        var texts: [String] = []
        func add(_ one: String, _ many: String, _ names: [String]) {
            guard !names.isEmpty else { return }
            let list =
                names.prefix(Self.mostNamed).joined(separator: ", ") + (names.count > Self.mostNamed ? ", …" : "")
            texts.append((names.count == 1 ? "1 \(one) was" : "\(names.count) \(many) were") + " left out (\(list))")
        }
        add("formula without a saved value", "formulas without a saved value", cells[.formula] ?? [])
        add("cell with an error value", "cells with an error value", cells[.error] ?? [])
        add("struck-through text", "struck-through texts", cells[.struck] ?? [])
        add("hidden row", "hidden rows", hiddenRows.map { "row \($0)" })
        add("hidden column", "hidden columns", hiddenColumns.sorted().map { "column \(Self.columnName($0))" })
        return texts + others
    }

    /// Returns the letters of a column from 0: `A`, `Z`, `AA`.
    static func columnName(_ column: Int) -> String {
        let letter = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(column % 26)))
        return column < 26 ? letter : columnName(column / 26 - 1) + letter
    }
}
