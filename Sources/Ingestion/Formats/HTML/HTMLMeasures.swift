import CHTML
import Lexicon

/// The amount of text, links and controls in an element and everything below it.
struct HTMLMeasure: Sendable {
    /// Letters, digits and marks; a wide character counts as two. Scripts and controls are not counted.
    var width = 0
    /// The part of `width` that is inside links.
    var linkWidth = 0
    var links = 0
    /// Number of sentence ends outside links.
    var sentenceEnds = 0
    /// Number of buttons and fields.
    var controls = 0
    /// Number of fields into which a visitor types.
    var fields = 0
    /// Place in reading order.
    var place = 0

    /// Whether most of the text is inside links.
    var isMostlyLinks: Bool { links > 0 && linkWidth * 2 >= width }

    /// Whether it contains text that no link and no list of names would contain.
    var hasSentence: Bool { sentenceEnds > 0 && width - linkWidth >= Self.shortestSentence }

    /// Least width of a sentence: seven Chinese characters or three English words.
    static let shortestSentence = 14

    fileprivate mutating func add(_ other: HTMLMeasure) {
        width += other.width
        linkWidth += other.linkWidth
        links += other.links
        sentenceEnds += other.sentenceEnds
        controls += other.controls
        fields += other.fields
    }
}

/// The measures of all elements of a page, and the places of its first heading and its first sentence. Found in one
/// walk.
struct HTMLMeasures {
    private var measures: [HTMLMeasure] = []
    /// Place of the first heading; the largest integer if there is none.
    private(set) var firstHeading = Int.max
    /// Place of the first sentence; the largest integer if there is none.
    private(set) var firstSentence = Int.max

    /// Measures `root` and all elements below it, which must not be freed before the measures.
    init(of root: HTMLNode) { _ = measure(root, isInLink: false) }

    subscript(node: HTMLNode) -> HTMLMeasure {
        let index = Int(bitPattern: node.pointer.pointee._private) - 1
        return measures.indices.contains(index) ? measures[index] : HTMLMeasure()
    }

    private mutating func measure(_ node: HTMLNode, isInLink: Bool) -> HTMLMeasure {
        if let characters = node.characters { return Self.measure(characters, isInLink: isInLink) }
        guard let name = node.name else { return HTMLMeasure() }
        let place = measures.count
        var own = HTMLMeasure(place: place)
        measures.append(own)
        node.pointer.pointee._private = UnsafeMutableRawPointer(bitPattern: place + 1)
        switch name {
        case _ where HTMLNode.namesWithoutText.contains(name): return own
        case "button": own.controls += 1
        case "input", "textarea":
            let type = node["type"] ?? "text"
            if type != "hidden" { own.controls += 1 }
            if Self.typedFields.contains(type) || name == "textarea" { own.fields += 1 }
        case "a" where node["href"] != nil: own.links += 1
        case "h1", "h2", "h3": firstHeading = min(firstHeading, place)
        default: break
        }
        let isInLink = isInLink || name == "a" && node["href"] != nil
        var next = node.pointer.pointee.children
        while let child = next {
            let inner = measure(HTMLNode(child), isInLink: isInLink || name == "button" || name == "select")
            own.add(inner)
            if firstSentence == .max, inner.hasSentence { firstSentence = place }
            next = child.pointee.next
        }
        // What a control says is not text of the page.
        if name == "button" || name == "select" {
            own = HTMLMeasure(controls: own.controls, fields: own.fields, place: place)
        }
        measures[place] = own
        return own
    }

    private static let typedFields: Set<String> = ["text", "search", "email", "password", "tel", "number", "url"]

    private static func measure(_ characters: String, isInLink: Bool) -> HTMLMeasure {
        var measure = HTMLMeasure()
        var ends = false
        for scalar in characters.unicodeScalars {
            if scalar == " " || ("\t"..."\r").contains(scalar) {
                if ends { measure.sentenceEnds += 1 }
                ends = false
                continue
            }
            measure.width += scalar.isWide ? 2 : 1
            if ends, scalar.isWide { measure.sentenceEnds += 1 }
            ends = Punctuation.endsSentence(scalar)
        }
        if ends { measure.sentenceEnds += 1 }
        if isInLink { (measure.linkWidth, measure.sentenceEnds) = (measure.width, 0) }
        return measure
    }
}

extension HTMLNode {
    /// Elements whose content is no text of the page.
    static let namesWithoutText: Set<String> = [
        "script", "style", "noscript", "head", "iframe", "svg", "object", "canvas", "audio", "video", "datalist",
    ]
}
