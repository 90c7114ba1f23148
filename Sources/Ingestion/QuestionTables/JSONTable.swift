import RAGCore

/// A table made from JSON Lines or from one JSON array. The keys of the objects are the columns, in order of
/// appearance; a single string is a question. Nested values become compact JSON.
enum JSONTable {
    static func read(_ source: SourceText) throws(ReadingError) -> PlainTable {
        switch Result(catching: { try source.withBytes(values) }) {
        case .success(let values): return try table(of: values, in: source)
        case .failure(let fault):
            let offset = (fault as? JSONParser.Fault)?.offset ?? 0
            throw ReadingError("is not valid JSON in line \(source.lines(of: offset..<offset).lowerBound)")
        }
    }

    /// Returns whether the text begins with an object or an array of objects.
    static func begins(_ source: SourceText) -> Bool {
        source.withBytes { bytes in
            var parser = JSONParser(bytes)
            guard parser.findValue(), [UInt8(ascii: "{"), UInt8(ascii: "[")].contains(bytes[parser.offset]),
                let value = try? parser.value()
            else { return false }
            return value.members != nil || value.records != nil
        }
    }

    /// Returns the values of the text; those of a single array one by one.
    private static func values(in bytes: UnsafeBufferPointer<UInt8>) throws -> [JSONValue] {
        var parser = JSONParser(bytes)
        var values: [JSONValue] = []
        while parser.findValue() { values.append(try parser.value()) }
        if values.count == 1, case .array(let elements) = values[0].kind { return elements }
        return values
    }

    private static func table(of values: [JSONValue], in source: SourceText) throws(ReadingError) -> PlainTable {
        var header: [String] = []
        var columns: [String: Int] = [:]
        var rows: [PlainTable.Row] = []
        func column(_ key: String) -> Int {
            if let known = columns[key] { return known }
            header.append(key)
            columns[key] = header.count - 1
            return header.count - 1
        }
        for value in values {
            let line = source.lines(of: value.range).lowerBound
            var row = PlainTable.Row([], place: line)
            switch value.kind {
            case .object(let members):
                for member in members { row.set(member.value, at: column(member.key)) }
            case .string: row.set(value, at: column("question"))
            case .null: continue
            case .literal, .array:
                throw ReadingError("has neither an object nor a text in line \(line), but \(cell(value).prefix(40))")
            }
            if row.cells.contains(where: { !$0.allSatisfy(\.isWhitespace) }) { rows.append(row) }
        }
        for row in rows.indices {
            rows[row].literals.formUnion(rows[row].cells.count..<max(rows[row].cells.count, header.count))
        }
        return PlainTable(header: header, rows: rows)
    }

    fileprivate static func cell(_ value: JSONValue) -> String {
        switch value.kind {
        case .string(let text): text
        case .literal(let text): text
        case .null: ""
        case .array, .object: value.compact
        }
    }
}

extension PlainTable.Row {
    fileprivate mutating func set(_ value: JSONValue, at column: Int) {
        while cells.count <= column {
            literals.insert(cells.count)
            cells.append("")
        }
        cells[column] = JSONTable.cell(value)
        if case .string = value.kind { literals.remove(column) } else { literals.insert(column) }
    }
}
