/// How our columns are named beside others, and known again.
enum ColumnNaming {
    /// `name`, marked as ours where one of `others` is the same but for case.
    static func distinct(_ name: String, from others: [String]) -> String {
        let taken = Set(others.map(normalized))
        let names = sequence(first: 1) { $0 + 1 }.lazy.map { name + mark($0) }
        return names.first { !taken.contains(normalized($0)) } ?? name
    }

    /// The place of the column that `distinct` named so last; nil where there is none.
    static func place(of name: String, in header: [String]) -> Int? {
        let names = header.map(normalized)
        var found = names.firstIndex(of: normalized(name))
        for number in 2... {
            guard let next = names.firstIndex(of: normalized(name + mark(number))) else { return found }
            found = next
        }
        return found
    }

    /// `answer`, `answer (kefu)`, `answer (kefu 2)`
    private static func mark(_ number: Int) -> String {
        number == 1 ? "" : number == 2 ? " (kefu)" : " (kefu \(number - 1))"
    }

    /// JSON keys have `_` where names have a space.
    private static func normalized(_ name: String) -> String {
        name.lowercased().replacing("_", with: " ").split(separator: " ").joined(separator: " ")
    }
}
