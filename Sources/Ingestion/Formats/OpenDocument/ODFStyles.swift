/// The styles of an OpenDocument file, as far as the text depends on them.
struct ODFStyles: Sendable {
    /// Parent style by the name of a style.
    private var parents: [String: String] = [:]
    /// Styles of tables that are hidden.
    private(set) var hiddenTables: Set<String> = []
    /// Whether a style of texts or cells strikes through, by its name; without an entry if it does not say.
    private var strikes: [String: Bool] = [:]
    /// Whether a style hides its texts, in the same way.
    private var hides: [String: Bool] = [:]
    /// Text after the number on each level, by the name of the list style; nil for bullets.
    private var lists: [String: [Int: String?]] = [:]

    /// Adds the styles below the root of `content.xml` or `styles.xml`.
    mutating func add(_ root: XMLTree.Node) {
        for part in root.children where part.name == "automatic-styles" || part.name == "styles" {
            for node in part.children { add(style: node) }
        }
    }

    /// Returns whether a style is `wanted`, such as `Title`, or is derived from it.
    func style(_ name: String?, is wanted: String) -> Bool {
        var next = name
        // Damaged files contain cycles.
        for _ in 0..<12 {
            guard let name = next else { return false }
            if name == wanted { return true }
            next = parents[name]
        }
        return false
    }

    /// Returns whether a style, or the one that it is derived from, strikes texts through.
    func strikes(_ name: String?) -> Bool { inherited(name, strikes) }

    /// Returns whether a style, or the one that it is derived from, hides texts.
    func hides(_ name: String?) -> Bool { inherited(name, hides) }

    private func inherited(_ name: String?, _ property: [String: Bool]) -> Bool {
        var next = name
        for _ in 0..<12 {
            guard let name = next else { return false }
            if let value = property[name] { return value }
            next = parents[name]
        }
        return false
    }

    /// Returns the text after an item's number, such as `.`; nil for a bullet or an unknown style.
    func numberEnd(ofList style: String?, level: Int) -> String? { style.flatMap { lists[$0]?[level] ?? nil } }

    private mutating func add(style node: XMLTree.Node) {
        guard let name = node["name"] else { return }
        if node.name == "list-style" {
            for level in node.children {
                guard let depth = level["level"].flatMap({ Int($0) }) else { continue }
                let isNumber = level.name == "list-level-style-number" && level["num-format"] != ""
                lists[name, default: [:]][depth] = .some(isNumber ? level["num-suffix"] ?? "." : nil)
            }
        } else if node.name == "style" {
            if let parent = node["parent-style-name"] { parents[name] = parent }
            if let text = node.first("text-properties"),
                let line = text["text-line-through-style"] ?? text["text-line-through-type"]
            {
                strikes[name] = line != "none"
            }
            if let display = node.first("text-properties")?["display"] { hides[name] = display == "none" }
            if node["family"] == "table", node.first("table-properties")?["display"] == "false" {
                hiddenTables.insert(name)
            }
        }
    }
}
