/// The identity of a footnote or endnote.
struct WordNote: Sendable, Hashable {
    /// Kinds of notes, with the file names of their parts.
    enum Kind: String, CaseIterable, Sendable {
        case footnotes
        case endnotes
    }

    let kind: Kind
    let id: String

    /// Returns the texts of all notes of a kind, from the root of their part.
    static func texts(in root: XMLTree.Node, _ kind: Kind, styles: WordStyles) -> [WordNote: String] {
        var texts: [WordNote: String] = [:]
        for node in root.children where node.name == "footnote" || node.name == "endnote" {
            // Other types are the lines that separate notes from the text.
            guard let id = node["id"], node["type"] == nil || node["type"] == "normal" else { continue }
            let paragraphs = node.children("p").map { WordRun($0, styles: styles).text }
            let text = paragraphs.joined(separator: " ")[...].trimmingBlanks()
            if !text.isEmpty { texts[WordNote(kind: kind, id: id)] = String(text) }
        }
        return texts
    }
}
