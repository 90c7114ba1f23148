import RAGCore

/// The words by which a function is found, in the fields that a search weighs differently (BM25F: Robertson, Zaragoza
/// and Taylor, "Simple BM25 extension to multiple weighted fields", CIKM 2004).
struct CodeWords: Sendable, Hashable {
    /// The names of the fields, in the order of `values`.
    static let fields = ["name", "type", "comment", "body", "strings"]
    /// The weights of the fields. A Chinese word in the code itself is part of a text that the program shows, reads or
    /// tests: it says little about what the function does.
    static let weights = "3, 2, 2, 1, 0.1"

    /// The ID of the chunk that the search returns.
    let chunkID: Int64
    /// The function itself; the file and the types around it.
    private let name, type: String
    /// The comments of all chunks of the function, their code without them, and what the code has outside of ASCII.
    private var comment, body, strings: String

    /// The values of the fields.
    var values: [String] { [name, type, comment, body, strings] }

    /// A chunk of a program as the database has it.
    struct Source: Sendable, Hashable {
        let chunkID: Int64
        let headingPath: [String]
        let text: String
        let part: CodePart
    }

    /// Returns the rows of the program `title`, in order. `chunks` are all its chunks, in order.
    static func rows(of chunks: [Source], title: String) -> [CodeWords] {
        var rows: [CodeWords] = []
        for chunk in chunks {
            let (comment, body, strings) = split(chunk.text)
            if chunk.part == .continuation, !rows.isEmpty {
                rows[rows.count - 1].comment += comment
                rows[rows.count - 1].body += body
                rows[rows.count - 1].strings += strings
            } else {
                rows.append(
                    CodeWords(
                        chunkID: chunk.chunkID,
                        name: chunk.headingPath.last ?? "",
                        type: ([title] + chunk.headingPath.dropLast()).joined(separator: " "),
                        comment: comment,
                        body: body,
                        strings: strings
                    )
                )
            }
        }
        return rows
    }

    /// Separates the lines that are comments from those of code, and the characters of code outside of ASCII from the
    /// others. It knows the marks of the languages that are read, and no language in particular. Takes linear time.
    static func split(_ text: String) -> (comment: String, body: String, strings: String) {
        var comment = "", body = "", strings = ""
        var end: Substring?
        for line in text.split(separator: "\n") {
            let content = line.drop { $0 == " " || $0 == "\t" }
            if let mark = end {
                comment += content + "\n"
                if content.contains(mark) { end = nil }
            } else if let (begin, mark) = Self.blocks.first(where: { content.hasPrefix($0.key) }) {
                comment += content + "\n"
                if !content.dropFirst(begin.count).contains(mark) { end = mark }
            } else if content.hasPrefix("//") || content.hasPrefix("# ") {
                comment += content + "\n"
            } else if content.utf8.allSatisfy({ $0 < 0x80 }) {
                body += content + "\n"
            } else {
                body += String(content.map { $0.isASCII ? $0 : " " }) + "\n"
                strings += String(content.map { $0.isASCII ? " " : $0 }) + "\n"
            }
        }
        return (comment, body, strings)
    }

    /// The beginning of a comment over lines, and its end.
    private static let blocks: KeyValuePairs<String, Substring> = ["/*": "*/", "\"\"\"": "\"\"\"", "'''": "'''"]
}
