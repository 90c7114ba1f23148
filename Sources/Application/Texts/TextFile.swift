import Foundation
import Ingestion
import Insight
import RAGCore

/// A file of texts to analyse.
enum TextFile {
    /// Reads the texts of the file at `path`, or of stdin for `-`, with the labels, dates and decisions that columns
    /// with usual names hold. Rows without a text are left out with a note. Throws `UsageError` if the file cannot be
    /// read or has no texts.
    static func read(
        _ path: String,
        column choice: String?,
        sheet: String?,
        label: String? = nil
    ) throws -> TextCollection {
        let url = path == "-" ? nil : URL(filePath: path).absoluteURL
        let name = path == "-" ? "stdin" : path
        let bytes: Data
        do {
            bytes = try url.map { try Data(contentsOf: $0) } ?? FileHandle.standardInput.readToEnd() ?? Data()
        } catch {
            throw UsageError("\(name) cannot be read; name an existing file, or - for stdin")
        }
        let table: PlainTable
        let column: Int
        let labels: Int?
        do {
            table = try textTable(bytes, name: url?.lastPathComponent, column: choice, sheet: sheet)
            column = try table.textColumn(named: choice)
            labels = try label.map { try table.questionColumn(named: $0) } ?? table.column(for: .label)
        } catch {
            throw UsageError("\(name) \(error)")
        }
        var collection = TextCollection(records: [], name: name, table: table, column: column)
        let dates = table.column(for: .date)
        let decisions = table.column(for: .decision)
        var empty: [Int] = []
        var unreadDates: [Int] = []
        for (row, cells) in table.rows.enumerated() {
            let text = cells[column].trimmingCharacters(in: .whitespacesAndNewlines)
            guard !text.isEmpty else {
                empty.append(cells.place)
                continue
            }
            let written = dates.map { cells[$0].trimmingCharacters(in: .whitespaces) } ?? ""
            let date = written.isEmpty ? nil : TextDate.parse(written)
            if date == nil, !written.isEmpty { unreadDates.append(cells.place) }
            let decision = decisions.flatMap { filled(cells[$0]) }
            collection.records.append(
                TextRecord(
                    text,
                    place: "\(name):\(cells.place)",
                    date: date,
                    label: labels.flatMap { $0 == column ? nil : filled(cells[$0]) },
                    decision: decision,
                    isUnanswered: decision == "declined"
                )
            )
            collection.rows.append(row)
        }
        guard !collection.records.isEmpty else { throw UsageError("\(name) holds no texts") }
        collection.notes += table.notes.map { "\(name): \($0)" }
        note(empty, "without a text: left out", in: &collection)
        note(unreadDates, "whose date cannot be read: write it as 2026-11-30", in: &collection)
        return collection
    }

    /// A file whose columns have other names than those of questions still has a header.
    private static func textTable(_ bytes: Data, name: String?, column: String?, sheet: String?) throws -> PlainTable {
        var table = try PlainTableReader(sheet: sheet, column: column, usesISODates: true).read(bytes, name: name)
        if table.header.isEmpty, column == nil, let first = table.rows.first, first.cells.count > 0 {
            let headed = PlainTable(header: first.cells, rows: Array(table.rows.dropFirst()))
            if headed.column(for: .text) != nil { table = headed }
        }
        return table
    }

    private static func filled(_ cell: String) -> String? {
        let text = cell.trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty ? nil : text
    }

    private static func note(_ places: [Int], _ what: String, in collection: inout TextCollection) {
        guard let first = places.first else { return }
        let rows = places.count == 1 ? "1 row" : "\(places.count) rows"
        collection.notes.append("\(collection.name) has \(rows) \(what) (first: line \(first))")
    }
}
