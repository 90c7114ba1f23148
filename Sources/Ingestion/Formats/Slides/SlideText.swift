import RAGCore

/// Converts the slides of a presentation to blocks.
struct SlideText {
    private(set) var writer = BlockWriter()
    /// Offset of each slide in the text.
    private(set) var pageStarts: [Int] = []
    /// Title of the first slide that has one.
    private(set) var firstTitle: String?
    /// Parts that were left out.
    private(set) var omissions = Omissions()
    private var slideNumber = 0

    /// Reads a slide; returns false for a hidden one, which is left out.
    mutating func read(slide: XMLTree.Node) -> Bool {
        slideNumber += 1
        pageStarts.append(pageStarts.isEmpty ? 0 : writer.count)
        if slide["show"].map({ ["0", "false"].contains($0) }) == true {
            omissions.note("a hidden slide")
            return false
        }
        var shapes: [SlideShape] = []
        if let tree = slide.first(["cSld", "spTree"]) { SlideShape.collect(in: tree, into: &shapes) }
        let titles = shapes.filter(\.isTitle).map { $0.paragraphs().map(\.text).joined(separator: " ") }
        let title = titles.first { !$0.isEmpty }
        firstTitle = firstTitle ?? title
        // A slide without a title must not continue the section of the slide before it.
        let before = writer.count
        writer.write(heading: title ?? "Slide \(slideNumber)", level: 1)
        if pageStarts.count > 1 { pageStarts[pageStarts.count - 1] = min(before + 2, writer.count) }
        for shape in SlideShape.inReadingOrder(shapes) where !shape.isTitle { read(shape) }
        return true
    }

    private mutating func read(_ shape: SlideShape) {
        switch shape.kind {
        case .text:
            let paragraphs = shape.paragraphs()
            for paragraph in paragraphs {
                omissions.addStruck(paragraph.struck)
                let indent = String(repeating: "  ", count: paragraph.level)
                let marker = paragraph.marker(inList: shape.isList && paragraphs.count > 1)
                writer.write((marker.map { indent + $0 } ?? "") + paragraph.text, isItem: marker != nil)
            }
        case .table(let node):
            let grid = SlideTable.grid(of: node)
            let marks = node.first("tblPr")?["firstRow"].map { ["1", "true"].contains($0) } == true
            writer.write(DataTable(grid, marked: marks && grid.firstRowCanBeHeader || grid.firstRowNamesColumns))
        case .picture(let description): writer.write(description)
        case .chart: omissions.note("a chart")
        }
    }

    /// Reads the texts of a diagram (SmartArt), whose shapes are in a part of their own.
    mutating func read(diagram: XMLTree.Node) {
        diagram.visit { node in
            guard node.name == "pt" else { return true }
            for paragraph in SlideParagraph.all(in: node) { writer.write("- " + paragraph.text, isItem: true) }
            return false
        }
    }

    /// Reads what the speaker says about the slide.
    mutating func read(notes: XMLTree.Node) {
        var shapes: [SlideShape] = []
        if let tree = notes.first(["cSld", "spTree"]) { SlideShape.collect(in: tree, into: &shapes) }
        for shape in shapes where shape.placeholder == "body" {
            for paragraph in shape.paragraphs() { writer.write(paragraph.text) }
        }
    }
}
