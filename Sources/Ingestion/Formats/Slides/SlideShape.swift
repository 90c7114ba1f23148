/// A shape of a slide that has text.
struct SlideShape {
    /// The content of a shape.
    enum Kind {
        case text(XMLTree.Node)
        case table(XMLTree.Node)
        /// The description that a person wrote.
        case picture(String)
        case chart
    }

    let kind: Kind
    /// Role in the slide's layout, such as `title` or `body`; nil for a free shape.
    let placeholder: String?
    /// Place of its upper left corner, in EMU; nil where the layout decides.
    private let corner: (x: Int, y: Int)?

    /// Whether it is the slide's title.
    var isTitle: Bool { placeholder == "title" || placeholder == "ctrTitle" }

    /// Whether its paragraphs are items, as in the main text of a layout.
    var isList: Bool { placeholder.map { ["body", "obj"].contains($0) } ?? false }

    /// Returns the paragraphs with text of a text shape.
    func paragraphs() -> [SlideParagraph] {
        if case .text(let node) = kind { SlideParagraph.all(in: node) } else { [] }
    }

    /// Appends the shapes below `tree`, also those in groups.
    static func collect(in tree: XMLTree.Node, into shapes: inout [SlideShape]) {
        for node in tree.children {
            switch node.name {
            case "sp":
                guard let body = node.first("txBody") else { continue }
                let properties = node.first(["nvSpPr", "nvPr", "ph"])
                // Footers, dates and numbers of slides are the same on each.
                let role = properties.map { $0["type"] ?? "obj" }
                guard role.map({ !["ftr", "dt", "sldNum", "hdr", "sldImg"].contains($0) }) ?? true else { continue }
                shapes.append(SlideShape(kind: .text(body), placeholder: role, corner: corner(node.first("spPr"))))
            case "graphicFrame":
                guard let data = node.first(["graphic", "graphicData"]) else { continue }
                let kind: Kind? = data.first("tbl").map { .table($0) } ?? (data.first("chart") != nil ? .chart : nil)
                if let kind { shapes.append(SlideShape(kind: kind, placeholder: nil, corner: corner(node))) }
            case "pic":
                let text = node.first(["nvPicPr", "cNvPr"]).map(PictureText.description) ?? ""
                if !text.isEmpty {
                    shapes.append(
                        SlideShape(kind: .picture(text), placeholder: nil, corner: corner(node.first("spPr")))
                    )
                }
            // Shapes for newer programs come first, the same ones for older programs after them.
            case "AlternateContent":
                (node.first("Choice") ?? node.first("Fallback")).map { collect(in: $0, into: &shapes) }
            case "grpSp": collect(in: node, into: &shapes)
            default: continue
            }
        }
    }

    private static func corner(_ node: XMLTree.Node?) -> (x: Int, y: Int)? {
        guard let place = node?.first(["xfrm", "off"]), let x = place["x"].flatMap({ Int($0) }),
            let y = place["y"].flatMap({ Int($0) })
        else { return nil }
        return (x, y)
    }

    /// Returns the shapes from top to bottom, and those at the same height from left to right. If the layout places
    /// some, the order of the file is kept, which is mostly that in which they were made.
    static func inReadingOrder(_ shapes: [SlideShape]) -> [SlideShape] {
        let free = shapes.filter { !$0.isTitle }
        let corners = free.compactMap(\.corner)
        guard corners.count == free.count else { return shapes }
        return zip(free, corners).enumerated().sorted { one, other in
            let (a, b) = (one.element.1, other.element.1)
            return (a.y / sameHeight, a.x, one.offset) < (b.y / sameHeight, b.x, other.offset)
        }.map(\.element.0)
    }

    /// Height of a row of shapes: a centimetre, in EMU.
    private static let sameHeight = 360_000
}
