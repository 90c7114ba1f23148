/// Words and phrases from a text file: one on each line, in the order of the file. A line `[name]` begins a section,
/// and a line that begins with `#` is a remark.
package struct WordList: Sendable, Hashable {
    private let sections: [String: [String]]

    /// Reads a file in UTF-8.
    package init(_ file: [UInt8]) {
        var sections: [String: [String]] = [:]
        var name = ""
        for line in String(decoding: file, as: UTF8.self).split(whereSeparator: \.isNewline) where !line.hasPrefix("#")
        {
            if line.hasPrefix("["), line.hasSuffix("]") {
                name = String(line.dropFirst().dropLast())
            } else {
                sections[name, default: []].append(String(line))
            }
        }
        self.sections = sections
    }

    /// The entries of the section `name`, in order; none if the file has no such section. Entries before the first
    /// section belong to the section with the empty name.
    package subscript(name: String) -> [String] { sections[name] ?? [] }
}
