/// The parts of a document that a reader left out, counted for the notes of the report.
struct Omissions: Sendable, Hashable {
    private var hidden = 0
    private var struck = 0
    private var others: [String: Int] = [:]

    /// Counts a text that readers of the document do not see.
    mutating func addHidden(_ text: String) { if text.contains(where: { !$0.isWhitespace }) { hidden += 1 } }

    /// Counts lines that readers of the document do not see.
    mutating func addHidden(lines: Int) { hidden += lines }

    /// Counts a text that is struck through.
    mutating func addStruck(_ text: String) { if text.contains(where: { !$0.isWhitespace }) { struck += 1 } }

    /// Counts a part by its name, such as `an included file that kefu cannot read`.
    mutating func note(_ part: String) { others[part, default: 0] += 1 }

    /// The notes, each to show after the document's name and a colon.
    var notes: [String] {
        var notes: [String] = []
        if hidden > 0 { notes.append("\(Self.texts(hidden, "hidden")) left out") }
        if struck > 0 { notes.append("\(Self.texts(struck, "struck-through")) left out") }
        notes += others.sorted { $0.key < $1.key }.map { part, count in
            "\(part) was left out" + (count > 1 ? " (\(count) times)" : "")
        }
        return notes
    }

    private static func texts(_ count: Int, _ kind: String) -> String {
        count == 1 ? "1 \(kind) text was" : "\(count) \(kind) texts were"
    }
}
