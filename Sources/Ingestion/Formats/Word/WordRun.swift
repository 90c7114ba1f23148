/// The text of a paragraph in Word.
enum WordRun {
    /// A paragraph's text, the notes that it refers to, and the text boxes beside it.
    struct Content {
        var text = ""
        var notes: [WordNote] = []
        var textBoxes: [XMLTree.Node] = []
    }

    static func text(of paragraph: XMLTree.Node) -> Content {
        var content = Content()
        add(paragraph, to: &content)
        // White space is kept as written, except at the ends.
        content.text = String(content.text[...].trimmingBlanks())
        return content
    }

    private static func add(_ node: XMLTree.Node, to content: inout Content) {
        for child in node.children {
            switch child.name {
            case "t": content.text += child.text
            case "tab", "ptab": content.text += "\t"
            // A page break is not a line break.
            case "br": if child["type"] == nil || child["type"] == "textWrapping" { content.text += "\n" }
            case "cr": content.text += "\n"
            case "noBreakHyphen": content.text += "\u{2011}"
            case "sym": content.text += symbol(child)
            case "footnoteReference": child["id"].map { content.notes.append(WordNote(kind: .footnotes, id: $0)) }
            case "endnoteReference": child["id"].map { content.notes.append(WordNote(kind: .endnotes, id: $0)) }
            case "txbxContent": content.textBoxes.append(child)
            // The same drawing again, for older programs.
            case "Fallback" where node.first("Choice") != nil: continue
            // Deleted text, moved text, field instructions, ruby text above characters, properties.
            case "del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "pPr", "rPr", "sdtPr", "numPr":
                continue
            case nil: continue
            default: add(child, to: &content)
            }
        }
    }

    /// Returns a character by its number; those of symbol fonts are in the private area and have no meaning without the
    /// font.
    private static func symbol(_ node: XMLTree.Node) -> String {
        guard let code = node["char"].flatMap({ UInt32($0, radix: 16) }), let scalar = Unicode.Scalar(code),
            !(0xE000...0xF8FF).contains(code), code >= 0x20
        else { return "" }
        return String(scalar)
    }
}
