/// The text of a paragraph in Word.
struct WordRun {
    private(set) var text = ""
    /// Notes that the paragraph refers to.
    private(set) var notes: [WordNote] = []
    /// Text boxes beside the paragraph.
    private(set) var textBoxes: [XMLTree.Node] = []
    /// Text that readers of the document do not see.
    private(set) var hidden = ""
    /// Text that is struck through.
    private(set) var struck = ""
    /// Whether all of the text is bold.
    private(set) var isBold = true
    private let styles: WordStyles
    /// The properties that the paragraph's style gives to its runs.
    private let base: WordStyles.Marks

    init(_ paragraph: XMLTree.Node, styles: WordStyles) {
        self.styles = styles
        base = styles.marks(of: paragraph.first("pPr")?.first("pStyle")?["val"])
        add(paragraph, marks: base)
        // White space is kept as written, except at the ends and around text that was left out.
        text = String((hidden.isEmpty && struck.isEmpty ? text : Self.collapsed(text))[...].trimmingBlanks())
    }

    private mutating func add(_ node: XMLTree.Node, marks: WordStyles.Marks) {
        for child in node.children {
            switch child.name {
            case "t": write(child.text, marks)
            case "tab", "ptab": write("\t", marks)
            // A page break is not a line break.
            case "br": if child["type"] == nil || child["type"] == "textWrapping" { write("\n", marks) }
            case "cr": write("\n", marks)
            case "noBreakHyphen": write("\u{2011}", marks)
            case "sym": write(Self.symbol(child), marks)
            case "docPr": write(PictureText.description(child), marks)
            case "footnoteReference": child["id"].map { notes.append(WordNote(kind: .footnotes, id: $0)) }
            case "endnoteReference": child["id"].map { notes.append(WordNote(kind: .endnotes, id: $0)) }
            case "txbxContent": textBoxes.append(child)
            // The same drawing again, for older programs.
            case "Fallback" where node.first("Choice") != nil: continue
            // Deleted text, moved text, field instructions, ruby text above characters, properties.
            case "del", "moveFrom", "delText", "instrText", "delInstrText", "rt", "pPr", "rPr", "sdtPr", "numPr":
                continue
            case "r": add(child, marks: child.first("rPr").map { styles.marks(of: $0, over: base) } ?? base)
            case nil: continue
            default: add(child, marks: marks)
            }
        }
    }

    private mutating func write(_ characters: String, _ marks: WordStyles.Marks) {
        if marks.isHidden {
            hidden += characters
        } else if marks.isStruck {
            struck += characters
        } else {
            text += characters
            if !marks.isBold, characters.contains(where: { !$0.isWhitespace }) { isBold = false }
        }
    }

    /// Returns whether a property such as `<w:b/>` is on.
    static func isOn(_ node: XMLTree.Node) -> Bool {
        node["val"].map { !["0", "false", "off", "none"].contains($0) } ?? true
    }

    /// Returns a character by its number; those of symbol fonts are in the private area and have no meaning without the
    /// font.
    private static func symbol(_ node: XMLTree.Node) -> String {
        guard let code = node["char"].flatMap({ UInt32($0, radix: 16) }), let scalar = Unicode.Scalar(code),
            !(0xE000...0xF8FF).contains(code), code >= 0x20
        else { return "" }
        return String(scalar)
    }

    /// Returns the text with single spaces.
    private static func collapsed(_ text: String) -> String {
        var result = ""
        for character in text where !(character == " " && result.last == " ") { result.append(character) }
        return result
    }
}
