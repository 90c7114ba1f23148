/// Finds the tables of a sheet that holds several, one below or beside the other.
enum TableSplitter {
    /// Returns the rows of each table, in order. A table begins after an empty row if the next row names other columns
    /// than before; an empty row alone separates nothing. Tables lie beside each other if an empty column divides them
    /// and their headers are equal or their heights differ, or if two empty columns do.
    static func tables(of records: [TableRecord]) -> [[TableRecord]] {
        var tables: [[TableRecord]] = []
        var start = 0
        let starts = records.indices.filter { $0 > 0 && records[$0].isAfterGap }
        func end(of place: Int) -> Int { place + 1 < starts.count ? starts[place + 1] : records.count }
        for (place, index) in starts.enumerated() where !isTitle(records[start..<index]) {
            var block = records[index..<end(of: place)]
            // A title may be followed by an empty row as well.
            if isTitle(block), place + 1 < starts.count { block = records[index..<end(of: place + 1)] }
            guard begins(block, after: records[start..<index]) else { continue }
            tables.append(Array(records[start..<index]))
            start = index
        }
        if start == 0 { return sides(records) }
        tables.append(Array(records[start...]))
        return tables.flatMap(sides)
    }

    /// Number of rows that are examined.
    private static let sample = 50

    /// Returns whether rows have one text each, as titles and remarks do.
    private static func isTitle(_ block: ArraySlice<TableRecord>) -> Bool {
        block.count <= 3 && block.allSatisfy { $0.filledCount == 1 }
    }

    /// Returns whether a block of rows has a header of its own.
    private static func begins(_ block: ArraySlice<TableRecord>, after table: ArraySlice<TableRecord>) -> Bool {
        let block = Array(block.prefix(sample))
        guard let index = TableLayout.headerIndex(of: block), index + 1 < block.count, names(block[index]) else {
            return false
        }
        let header = block[index]
        if index > 0, block[..<index].allSatisfy({ $0.filledCount == 1 }) { return true }
        let above = table.suffix(sample)
        let used = Set(above.flatMap(\.filledColumns))
        if !used.isSuperset(of: header.filledColumns) { return true }
        if header.cells.count(where: TableWords.name) * 2 >= header.filledCount { return true }
        return header.filledColumns.contains { column in
            let below = block[(index + 1)...].compactMap { $0.cell(column) }
            let before = above.dropFirst().compactMap { $0.cell(column) }
            func areNumbers(_ texts: [String]) -> Bool {
                !texts.isEmpty && texts.count { $0.contains(where: \.isNumber) } * 5 >= texts.count * 4
            }
            return areNumbers(below) && areNumbers(before)
        }
    }

    /// Returns whether a row can only be a header: several different short names without digits.
    private static func names(_ record: TableRecord) -> Bool {
        let cells = record.cells.filter { !$0.isEmpty }
        return cells.count > 1 && record.looksLikeHeader && (Set(cells).count == cells.count || record.isDivided)
            && cells.allSatisfy { $0.utf8.count <= 72 && !$0.contains(where: \.isNumber) }
    }

    /// Divides a table at its empty columns, if there is evidence that they separate tables.
    private static func sides(_ records: [TableRecord]) -> [[TableRecord]] {
        var groups: [ClosedRange<Int>] = []
        var isUsed: [Bool] = []
        for record in records {
            while isUsed.count < record.cells.count { isUsed.append(false) }
            for column in record.cells.indices where !record.cells[column].isEmpty { isUsed[column] = true }
        }
        for column in isUsed.indices where isUsed[column] {
            if let last = groups.last, last.upperBound + 1 == column {
                groups[groups.count - 1] = last.lowerBound...column
            } else {
                groups.append(column...column)
            }
        }
        guard groups.count > 1, groups.allSatisfy({ $0.count > 1 }), let index = TableLayout.headerIndex(of: records)
        else { return [records] }
        let header = records[index]
        let names = groups.map { group in group.map { header.cell($0) ?? "" } }
        guard header.looksLikeHeader, names.allSatisfy({ !$0.contains("") }) else { return [records] }
        let sides = groups.map { group in
            records.map { $0.restricted(to: group) }.filter { $0.filledCount > 0 }
        }
        let areEqual = names.allSatisfy { $0 == names[0] }
        let heights = groups.map { group in records.lastIndex { !$0.restricted(to: group).cells.allSatisfy(\.isEmpty) }
        }
        // Each side names its rows, and one ends before another or stands far away.
        let areWhole = zip(groups, sides).allSatisfy { group, side in
            side.dropFirst().allSatisfy { $0.cell(group.lowerBound) != nil }
        }
        let areApart = zip(groups, groups.dropFirst()).allSatisfy { $1.lowerBound - $0.upperBound > 2 }
        return areEqual || areWhole && (Set(heights).count > 1 || areApart) ? sides : [records]
    }
}
