/// Names for answer columns that differ from those of the questions, and the way to find them again.
enum ColumnNaming {
    /// Returns `name`, with a mark if one of `others` is equal except for case.
    static func distinct(_ name: String, from others: [String]) -> String {
        let taken = Set(others.map(normalized))
        let names = sequence(first: 1) { $0 + 1 }.lazy.map { name + mark($0) }
        return names.first { !taken.contains(normalized($0)) } ?? name
    }

    /// Returns the position of the last column that `distinct` gave this name, or nil if there is none.
    static func place(of name: String, in header: [String]) -> Int? {
        let names = header.map(normalized)
        var found = names.firstIndex(of: normalized(name))
        for number in 2... {
            guard let next = names.firstIndex(of: normalized(name + mark(number))) else { return found }
            found = next
        }
        return found
    }

    /// Returns the mark of the nth column of one name: `answer`, `answer (kefu)`, `answer (kefu 2)`.
    private static func mark(_ number: Int) -> String {
        number == 1 ? "" : number == 2 ? " (kefu)" : " (kefu \(number - 1))"
    }

    /// Returns the name in lower case with single spaces; JSON keys have `_` for a space.
    private static func normalized(_ name: String) -> String {
        name.lowercased().replacing("_", with: " ").split(separator: " ").joined(separator: " ")
    }
}
