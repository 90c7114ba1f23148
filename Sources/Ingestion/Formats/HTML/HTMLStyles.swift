/// The classes and identifiers that a page's own style sheets hide or strike through, and what `style` attributes say.
///
/// Only simple selectors (`.name`, `#name`, `p.name`) count. A class that another rule shows again, such as
/// `:checked ~ .panel`, is not hidden: the visitor opens it.
struct HTMLStyles {
    private var hidden: Set<Substring> = []
    private var struck: Set<Substring> = []

    init() {}

    /// Parses the texts of the `<style>` elements, in time linear in their length.
    init(_ sheets: [String]) {
        var shown: Set<Substring> = []
        for sheet in sheets { Self.visitRules(of: sheet) { read($0, $1, shown: &shown) } }
        hidden.subtract(shown)
    }

    var isEmpty: Bool { hidden.isEmpty && struck.isEmpty }

    /// Returns whether the style of the element hides it.
    func hides(_ node: HTMLNode) -> Bool {
        node["style"].map { Self.mayHide($0) && Self.isHidden(by: Self.compact($0[...])) } == true
            || names(node, areIn: hidden)
    }

    /// Returns whether the element is struck through.
    func strikes(_ node: HTMLNode) -> Bool {
        node["style"].map { $0.contains("through") } == true || names(node, areIn: struck)
    }

    private func names(_ node: HTMLNode, areIn set: Set<Substring>) -> Bool {
        guard !set.isEmpty else { return false }
        if let id = node["id"], set.contains("#" + id) { return true }
        return node["class"]?.split(whereSeparator: \.isWhitespace).contains { set.contains("." + $0) } == true
    }

    private mutating func read(_ selectors: Substring, _ declarations: Substring, shown: inout Set<Substring>) {
        let style = Self.compact(declarations)
        let isHidden = Self.isHidden(by: style)
        let isShown = !isHidden && (style.contains("display:") || style.contains("visibility:visible"))
        let isStruck = style.contains("line-through")
        guard isHidden || isShown || isStruck else { return }
        for selector in selectors.split(separator: ",") {
            let selector = selector.trimmingBlanks()
            let subject = selector.split { " >+~".contains($0) }.last ?? ""
            var names: [Substring] = []
            var rest = subject.drop { $0 != "." && $0 != "#" && $0 != ":" }
            while let mark = rest.first, mark == "." || mark == "#" {
                let name = rest.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_" }
                names.append(rest[..<name.endIndex])
                rest = rest[name.endIndex...]
            }
            let isSimple = subject.count == selector.count && names.count == 1 && rest.isEmpty
            if isHidden, isSimple { hidden.formUnion(names) }
            if isShown { shown.formUnion(names) }
            if isStruck, isSimple { struck.formUnion(names) }
        }
    }

    private static func mayHide(_ style: String) -> Bool {
        let style = style.lowercased()
        return style.contains("none") || style.contains("hidden") || style.contains("font-size")
    }

    private static func isHidden(by style: String) -> Bool {
        style.contains("display:none") || style.contains("visibility:hidden") || style.contains("font-size:0;")
            || style.contains("font-size:0px") || style.hasSuffix("font-size:0")
    }

    private static func compact(_ style: Substring) -> String {
        String(style.filter { !$0.isWhitespace }).lowercased()
    }

    /// Calls `body` with the selectors and the declarations of each rule, also of those for screens in `@media`.
    private static func visitRules(of sheet: String, _ body: (Substring, Substring) -> Void) {
        let text = withoutComments(sheet)
        var rest = text[...]
        while let open = rest.firstIndex(of: "{") {
            let head = rest[..<open].drop { $0.isWhitespace || $0 == "}" }
            rest = rest[rest.index(after: open)...]
            if head.first == "@" {
                // The rules inside are read as if they stood outside; a rule for print only is skipped.
                if head.contains("print") || !(head.hasPrefix("@media") || head.hasPrefix("@supports")) {
                    rest = skippingBlock(rest)
                }
                continue
            }
            let declarations = rest.prefix { $0 != "}" }
            rest = rest[declarations.endIndex...].dropFirst()
            body(head, declarations)
        }
    }

    private static func skippingBlock(_ text: Substring) -> Substring {
        var depth = 1
        var index = text.startIndex
        while index < text.endIndex, depth > 0 {
            if text[index] == "{" { depth += 1 } else if text[index] == "}" { depth -= 1 }
            index = text.index(after: index)
        }
        return text[index...]
    }

    private static func withoutComments(_ sheet: String) -> String {
        guard sheet.contains("/*") else { return sheet }
        var text = ""
        var rest = sheet[...]
        while let open = rest.firstRange(of: "/*") {
            text += rest[..<open.lowerBound]
            rest = rest[open.upperBound...]
            rest = rest.firstRange(of: "*/").map { rest[$0.upperBound...] } ?? ""
        }
        return text + rest
    }
}
