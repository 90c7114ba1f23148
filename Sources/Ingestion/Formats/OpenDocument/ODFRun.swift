/// The text of a paragraph in OpenDocument (ODF 1.3, part 3, 6.1).
struct ODFRun {
    private(set) var text = ""
    /// Notes that the paragraph refers to.
    private(set) var notes: [XMLTree.Node] = []
    /// Text boxes beside the paragraph.
    private(set) var frames: [XMLTree.Node] = []
    /// Text that is struck through, and text that readers of the document do not see.
    private(set) var struck = ""
    private(set) var hidden = ""
    private var endsWithSpace = true
    private let styles: ODFStyles?

    /// Reads a paragraph; with `styles`, it leaves out text that is hidden or struck through.
    init(_ paragraph: XMLTree.Node, styles: ODFStyles? = nil) {
        self.styles = styles
        let style = paragraph["style-name"]
        if let styles, styles.hides(style) {
            hidden = paragraph.text
        } else if let styles, styles.strikes(style) {
            struck = paragraph.text
        } else {
            add(paragraph)
        }
        text = String(text[...].trimmingBlanks())
    }

    private mutating func add(_ node: XMLTree.Node) {
        for child in node.children {
            if let characters = child.characters {
                add(characters)
                continue
            }
            if let styles, child.name == "span", styles.hides(child["style-name"]) {
                hidden += child.text
                continue
            }
            if let styles, child.name == "span", styles.strikes(child["style-name"]) {
                struck += child.text
                continue
            }
            switch child.name {
            case "s": write(String(repeating: " ", count: min(max(child["c"].flatMap { Int($0) } ?? 1, 1), 1_000)))
            case "tab": write("\t")
            case "line-break": write("\n")
            case "note": child.first("note-body").map { notes.append($0) }
            case "text-box": frames.append(child)
            case "hidden-text" where child["is-hidden"] == "true": hidden += child.text
            // Comments, ruby text above characters, and changes that are stored elsewhere.
            case "annotation", "ruby-text", "tracked-changes", "bibliography-mark", "desc", "title", nil: continue
            default: add(child)
            }
        }
    }

    /// Adds text; a run of white space becomes one space, and none at the beginning (6.1.2).
    private mutating func add(_ characters: String) {
        for scalar in characters.unicodeScalars {
            let isSpace = scalar == " " || scalar == "\t" || scalar == "\n" || scalar == "\r"
            if isSpace, endsWithSpace { continue }
            text.unicodeScalars.append(isSpace ? " " : scalar)
            endsWithSpace = isSpace
        }
    }

    private mutating func write(_ characters: String) {
        text += characters
        endsWithSpace = false
    }
}
