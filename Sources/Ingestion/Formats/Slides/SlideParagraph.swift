/// A paragraph on a slide (DrawingML, ECMA-376, 21.1.2).
struct SlideParagraph {
    private(set) var text = ""
    /// Text that is struck through.
    private(set) var struck = ""
    /// Level of the list, counted from 0.
    let level: Int
    /// Number of the item, if the list is numbered.
    fileprivate(set) var number: Int?
    /// Whether the paragraph says that it has a bullet or none; nil where the layout decides.
    private let hasBullet: Bool?

    private init(_ node: XMLTree.Node) {
        let properties = node.first("pPr")
        level = min(max(properties?["lvl"].flatMap { Int($0) } ?? 0, 0), 8)
        if properties?.first("buNone") != nil {
            hasBullet = false
        } else {
            hasBullet = ["buChar", "buAutoNum", "buBlip"].contains { properties?.first($0) != nil } ? true : nil
        }
        if let numbering = properties?.first("buAutoNum") {
            number = min(max(numbering["startAt"].flatMap { Int($0) } ?? 1, 1), 1_000_000)
        }
        add(node)
        text = String(text[...].trimmingBlanks())
    }

    private mutating func add(_ node: XMLTree.Node) {
        for child in node.children {
            switch child.name {
            case "r", "fld":
                let run = child.first("t")?.text ?? ""
                let strike = child.first("rPr")?["strike"]
                if strike == nil || strike == "noStrike" { text += run } else { struck += run }
            case "br": text += "\n"
            default: continue
            }
        }
    }

    /// Returns the marker of an item, or nil for a paragraph. `inList` says that its layout makes it an item.
    func marker(inList: Bool) -> String? {
        if let number { return "\(number). " }
        return hasBullet ?? inList ? "- " : nil
    }

    /// Returns the paragraphs with text below `node`. The numbers of a list go on from paragraph to paragraph.
    static func all(in node: XMLTree.Node) -> [SlideParagraph] {
        var paragraphs: [SlideParagraph] = []
        node.visit { inner in
            guard inner.name == "p" else { return true }
            let paragraph = SlideParagraph(inner)
            if !paragraph.text.isEmpty || !paragraph.struck.isEmpty { paragraphs.append(paragraph) }
            return false
        }
        var counts: [Int: (start: Int, next: Int)] = [:]
        for index in paragraphs.indices {
            let level = paragraphs[index].level
            counts = counts.filter { $0.key <= level }
            guard let start = paragraphs[index].number else {
                counts[level] = nil
                continue
            }
            let next = counts[level].map { $0.start == start ? $0.next : start } ?? start
            paragraphs[index].number = next
            counts[level] = (start, next + 1)
        }
        return paragraphs
    }
}
