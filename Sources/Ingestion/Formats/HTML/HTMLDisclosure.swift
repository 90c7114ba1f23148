import CHTML

/// The parts of a page that a visitor opens with a control, such as the panels of an accordion or of tabs, and the
/// control's text as a title for each.
struct HTMLDisclosure {
    /// An element of the page.
    typealias Key = UnsafeMutablePointer<xmlNode>

    /// Titles of panels, which stand before their text.
    private(set) var titles: [Key: String] = [:]
    /// Controls whose text is the title of a panel, so that it is not read in their own place.
    private(set) var controlsOfPanels: Set<Key> = []
    /// Controls that are the title of what follows them.
    private(set) var titleControls: Set<Key> = []
    /// Panels whose title is a heading of the page.
    private(set) var panelsOfHeadings: Set<Key> = []
    /// Elements that are read although they are hidden.
    private(set) var opened: Set<Key> = []

    private let styles: HTMLStyles
    private var ids: [String: HTMLNode] = [:]
    /// Panels that name the control that labels them.
    private var panelsByLabel: [String: HTMLNode] = [:]
    private var tabPanels: [HTMLNode] = []
    private var controls: [HTMLNode] = []
    private var groups: [HTMLNode] = []
    private var hidden: [HTMLNode] = []

    /// Finds the controls of a page in a few walks.
    init(of root: HTMLNode, styles: HTMLStyles) {
        self.styles = styles
        root.visit { collect($0) }
        for control in controls { open(by: control) }
        for group in groups { openTabs(of: group) }
        for element in hidden { openIfControlled(element) }
    }

    /// Returns the text of a control in one line, without arrows and plus signs around it.
    static func title(of control: HTMLNode) -> String {
        var inline = InlineText()
        var count = 0
        control.visit { node in
            guard count <= longestTitle * 4 else { return false }
            if let characters = node.characters {
                inline.append(characters)
                count += characters.utf8.count
            }
            guard let name = node.name else { return true }
            if ["br", "div", "p"].contains(name) { inline.append(" ") }
            return !HTMLNode.namesWithoutText.contains(name) && node["aria-hidden"] != "true"
        }
        let text = inline.take()[...].trimmingBlanks()
        let title = text.drop { "+-−▼▶►▸›»⌄⊕✚ ".contains($0) }
        return String(title.trimming { "+-−▼▲▶►▸▾›»⌄⊕✚ ".contains($0) })
    }

    private mutating func collect(_ node: HTMLNode) -> Bool {
        guard let name = node.name else { return true }
        if HTMLNode.namesWithoutText.contains(name) { return false }
        guard node.hasAttributes || name == "button" || name == "label" || name == "dialog" else { return true }
        if let id = node["id"], ids[id] == nil { ids[id] = node }
        let role = node["role"]
        if role == "tabpanel", tabPanels.count < Self.mostGroups { tabPanels.append(node) }
        if groups.count < Self.mostGroups, role == "tablist" || Self.isCalledTabs(node) { groups.append(node) }
        if role == "tabpanel" || role == "region", let label = node["aria-labelledby"] { panelsByLabel[label] = node }
        if Self.isControl(node, name) { controls.append(node) }
        if name != "input", node.isHidden(by: styles) { hidden.append(node) }
        if Self.isTitleOfPanel(node, name) { titleControls.insert(node.pointer) }
        return true
    }

    private static func isCalledTabs(_ node: HTMLNode) -> Bool {
        let names = [node["class"], node["id"]].compactMap { $0?.lowercased() }
        return names.contains { $0.contains("tab") } && node.labelWords.contains(where: tabWords.contains)
    }

    /// Most groups of tabs, and most panels of them, on a page: each group looks at each panel.
    private static let mostGroups = 300
    private static let tabWords: Set<String> = ["tabs", "tablist", "tabbed", "tabnav", "tabbar", "tab"]

    /// Returns whether a click on the element shows or hides something else.
    private static func isControl(_ node: HTMLNode, _ name: String) -> Bool {
        if name == "button" || name == "label" { return true }
        if let role = node["role"], role == "tab" || role == "button" { return true }
        guard node.pointer.pointee.properties != nil else { return false }
        if name == "a", node["href"]?.hasPrefix("#") == true { return true }
        return controlAttributes.contains { node[$0] != nil }
    }

    private static let controlAttributes = [
        "aria-expanded", "aria-controls", "data-target", "data-bs-target", "data-toggle", "data-bs-toggle", "onclick",
        "popovertarget", "commandfor",
    ]

    // MARK: Controls that name their panel

    private mutating func open(by control: HTMLNode) {
        guard !titleControls.contains(control.pointer) else { return }
        if let panel = target(of: control), !panel.contains(control) {
            // A link to a visible part of the page only leads there.
            let isPlain =
                control.name == "a" && control["aria-controls"] == nil
                && !["tab", "button"].contains(control["role"])
            if isPlain || control["onclick"] != nil, !panel.isHidden(by: styles) { return }
            opened.insert(panel.pointer)
            let title = Self.title(of: control)
            if control.isInHeading { panelsOfHeadings.insert(panel.pointer) }
            guard titles[panel.pointer] == nil, !control.isInHeading, !Self.saysOnlyMore(title) else { return }
            titles[panel.pointer] = title
            controlsOfPanels.insert(control.pointer)
        } else if isTitleOfNext(control) {
            titleControls.insert(control.pointer)
        }
    }

    private func target(of control: HTMLNode) -> HTMLNode? {
        for name in ["aria-controls", "data-bs-target", "data-target", "popovertarget", "commandfor", "href"] {
            guard let value = control[name] else { continue }
            if let panel = element(value.hasPrefix("#") ? String(value.dropFirst()) : value) { return panel }
        }
        if let panel = control["id"].flatMap({ panelsByLabel[$0] }) { return panel }
        // A call such as toggle('answer-3').
        let words = control["onclick"]?.prefix(200).split { !($0.isLetter || $0.isNumber || $0 == "-" || $0 == "_") }
        return words?.lazy.compactMap { ids[String($0)] }.first
    }

    /// Returns whether a label of a check box, or a button, stands directly before a panel that it opens.
    private func isTitleOfNext(_ control: HTMLNode) -> Bool {
        var following = control.nextElement
        while control.name == "label", let input = following, input.name == "input" { following = input.nextElement }
        guard let next = following, !control.isInHeading, control.name != "a" else { return false }
        guard let name = next.name, Self.panelNames.contains(name) else { return false }
        if control.name == "label" {
            guard let input = control["for"].flatMap({ ids[$0] }), input.name == "input" else { return false }
            let isSwitch = input["type"] == "checkbox" || input["type"] == "radio"
            return isSwitch && next.name != "label" && !next.isOrContains(["input", "label"])
        }
        if control["aria-expanded"] != nil { return true }
        let title = Self.title(of: control)
        return title.hasSuffix("?") || title.hasSuffix("？")
            || control.labelWords.contains(where: Self.titleWords.contains) && next.name != "button"
    }

    /// Returns whether the classes of an element and of the next one say that they are the title of a panel and the
    /// panel, which a style sheet elsewhere may hide.
    private static func isTitleOfPanel(_ node: HTMLNode, _ name: String) -> Bool {
        guard name == "div" || name == "span" || name == "p", let names = node["class"]?.lowercased(),
            ["accordion", "faq", "collapse", "toggle", "question"].contains(where: names.contains),
            let next = node.nextElement, next.name == "div"
        else { return false }
        guard !node.labelWords.isDisjoint(with: titleWords), node.labelWords.isDisjoint(with: HTMLNode.panelWords),
            !next.labelWords.isDisjoint(with: HTMLNode.panelWords.union(["answer", "a"]))
        else { return false }
        let title = title(of: node)
        return !title.isEmpty && title.count <= longestTitle && !node.isOrContains(HTMLNode.headingNames)
            && !node.contains(namesOfText) && node["role"] != "tab" && node["aria-controls"] == nil
    }

    private static let panelNames: Set<String> = ["div", "p", "section", "ul", "ol", "dl", "table", "article"]
    /// Words in the classes of elements that are the visible part of a panel.
    private static let titleWords: Set<String> = [
        "question", "collapsible", "collapsed", "toggle", "toggler", "trigger", "expander", "title", "head", "header",
        "heading", "summary", "tab", "ask", "q", "hd", "accordion",
    ]

    /// Returns whether the text of a control names nothing: `More`, `展开`.
    private static func saysOnlyMore(_ title: String) -> Bool {
        title.isEmpty || moreWords.contains(title.lowercased())
    }

    private static let moreWords: Set<String> = [
        "more", "show more", "read more", "see more", "details", "show details", "show", "expand", "open", "toggle",
        "menu", "close", "show all", "view all", "展开", "更多", "查看更多", "显示更多", "查看详情", "详情", "展开全部", "收起", "阅读全文",
        "查看全部", "加载更多", "菜单", "关闭",
    ]

    // MARK: Tabs that are matched by their order

    /// Matches the labels of a group of tabs with the panels after it, if there is one panel for each.
    private mutating func openTabs(of group: HTMLNode) {
        let labels = Self.labels(of: group).filter { !controlsOfPanels.contains($0.pointer) }
        guard labels.count >= 2, labels.count <= Self.mostTabs else { return }
        guard let panels = panels(after: group, labels: labels) else { return }
        for (label, panel) in zip(labels, panels) where titles[panel.pointer] == nil {
            opened.insert(panel.pointer)
            titles[panel.pointer] = Self.title(of: label)
            controlsOfPanels.insert(label.pointer)
            titleControls.remove(label.pointer)
        }
    }

    private static let mostTabs = 40

    private static func labels(of group: HTMLNode) -> [HTMLNode] {
        var tabs: [HTMLNode] = []
        group.visit { node in
            if node.pointer != group.pointer, node["role"] == "tab" { tabs.append(node) }
            return tabs.count <= mostTabs
        }
        if tabs.count >= 2 { return tabs }
        let labels = group.elements.filter { $0.name == "label" || $0.name == "button" }
        if labels.count >= 2 { return labels }
        let items = group.elements.filter { $0.name != "input" }
        let areLabels = items.allSatisfy { item in
            let title = title(of: item)
            return !title.isEmpty && title.count <= 40 && !item.isOrContains(["p", "ul", "ol", "table", "input"])
                && item.labelWords.isDisjoint(with: HTMLNode.panelWords)
        }
        return items.count >= 2 && areLabels ? items : []
    }

    /// Returns the panels for a group of tabs: those with the role near it, the elements after the labels in the group,
    /// the children of the next element, or the next elements themselves.
    private func panels(after group: HTMLNode, labels: [HTMLNode]) -> [HTMLNode]? {
        let count = labels.count
        let linked = labels.compactMap { label in
            target(of: label) ?? label.elements.first.flatMap { $0.name == "a" ? target(of: $0) : nil }
        }
        if linked.count == count, Set(linked.map(\.pointer)).count == count {
            return linked.contains { $0.isPanel(styles) } ? linked : nil
        }
        var above = group.parent
        for _ in 0..<3 {
            guard let container = above else { break }
            let found = tabPanels.filter { titles[$0.pointer] == nil && container.contains($0) }
            if found.count >= count { return Array(found.prefix(count)) }
            above = container.parent
        }
        let own = group.elements.filter { $0.isPanel(styles) }
        if !own.isEmpty {
            let last = group.elements.lastIndex { element in labels.contains { $0.pointer == element.pointer } }
            let after = last.map { Array(group.elements[($0 + 1)...].filter { $0.name != "input" }) } ?? []
            return after.count == count && own.count == count ? after : nil
        }
        var next = group.nextElement
        if next == nil || next?.isPanel(styles) == false, let wrapper = group.parent, wrapper.elements.count == 1 {
            next = wrapper.nextElement
        }
        guard let first = next else { return nil }
        let children = first.elements
        if children.count == count, first.isPanel(styles) || children.contains(where: { $0.isPanel(styles) }) {
            return children
        }
        var siblings: [HTMLNode] = []
        var sibling: HTMLNode? = first
        while let panel = sibling, siblings.count < count, panel.isPanel(styles) {
            siblings.append(panel)
            sibling = panel.nextElement
        }
        return siblings.count == count ? siblings : nil
    }

    // MARK: Hidden elements below a visible title

    /// Opens a hidden element that stands below something that a visitor can click to see it.
    private mutating func openIfControlled(_ element: HTMLNode) {
        guard !opened.contains(element.pointer), element.name != "dialog" else { return }
        if element.name == "dd" || element["hidden"] == "until-found" {
            opened.insert(element.pointer)
            return
        }
        var before = element.previousElement
        if before == nil, let wrapper = element.parent, wrapper.elements.count == 1 { before = wrapper.previousElement }
        while let skipped = before, skipped.name == "br" || skipped.name == "input" { before = skipped.previousElement }
        guard let title = before, !opened.contains(title.pointer), !title.isHidden(by: styles) else { return }
        guard element.name != "script", isTitle(title, of: element) else { return }
        opened.insert(element.pointer)
        let text = Self.title(of: title)
        let isHeading = title.isOrContains(HTMLNode.headingNames) || ["dt", "tr", "summary"].contains(title.name)
        if !isHeading, !Self.saysOnlyMore(text), !controlsOfPanels.contains(title.pointer) {
            titleControls.insert(title.pointer)
        }
    }

    /// Returns whether `title` is short and can be clicked, or looks like it.
    private func isTitle(_ title: HTMLNode, of element: HTMLNode) -> Bool {
        if element.name == "tr" { return title.contains(["button"]) || title["aria-expanded"] != nil }
        let text = Self.title(of: title)
        guard !text.isEmpty, text.count <= Self.longestTitle, !title.contains(Self.namesOfText) else { return false }
        guard !containsHidden(title) else { return false }
        if text.hasSuffix("?") || text.hasSuffix("？") { return true }
        if title.isOrContains(["button", "summary", "label", "dt"]) { return true }
        if ["onclick", "aria-expanded", "data-toggle", "tabindex"].contains(where: { title[$0] != nil }) {
            return true
        }
        if title.labelWords.contains(where: Self.titleWords.contains) || title.name == "a" { return true }
        // The same pair again beside it, or in the next item.
        return Self.isPair(element.nextElement, element.nextElement?.nextElement, styles)
            || element.parent.map { parent in
                [parent.nextElement, parent.previousElement].contains { other in
                    let items = other?.elements ?? []
                    return items.count == 2 && Self.isPair(items[0], items[1], styles)
                }
            } == true
    }

    /// Returns whether something below `node` is hidden: then it is a panel with its title, not a title.
    private func containsHidden(_ node: HTMLNode) -> Bool {
        var found = false
        node.visit { inner in
            if inner.name != nil, inner.pointer != node.pointer, inner["aria-hidden"] != "true" {
                found = found || inner.isHidden(by: styles)
            }
            return !found
        }
        return found
    }

    /// Elements that occur in texts, not in their titles.
    private static let namesOfText: Set<String> = ["p", "ul", "ol", "dl", "table", "pre", "blockquote"]

    private static let longestTitle = 200

    /// Returns the first element with the identifier, or nil.
    func element(_ id: String) -> HTMLNode? { ids[id] ?? id.removingPercentEncoding.flatMap { ids[$0] } }

    private static func isPair(_ title: HTMLNode?, _ panel: HTMLNode?, _ styles: HTMLStyles) -> Bool {
        guard let title, let panel else { return false }
        return !title.isHidden(by: styles) && panel.isHidden(by: styles)
    }
}

extension HTMLNode {
    static let headingNames: Set<String> = ["h1", "h2", "h3", "h4", "h5", "h6"]

    /// Whether browsers do not show the element, before a visitor does anything.
    func isHidden(by styles: HTMLStyles) -> Bool {
        guard hasAttributes || name == "dialog" else { return false }
        if self["hidden"] != nil || self["aria-hidden"] == "true" { return true }
        if name == "dialog", self["open"] == nil { return true }
        return styles.hides(self) || hasHiddenClass
    }

    /// Whether a class hides the element by the convention of the common style sheets, on screens of every width.
    private var hasHiddenClass: Bool {
        guard let names = self["class"] else { return false }
        let isHidden = names.split(separator: " ").contains { Self.hiddenClasses.contains($0) }
        return isHidden && ![":", "d-sm-", "d-md-", "d-lg-", "d-xl-"].contains(where: names.contains)
    }

    private static let hiddenClasses: Set<Substring> = ["hidden", "d-none", "hide", "is-hidden", "display-none"]

    /// Returns whether `other` is this node or below it.
    fileprivate func contains(_ other: HTMLNode) -> Bool {
        var node: UnsafeMutablePointer<xmlNode>? = other.pointer
        while let current = node {
            if current == pointer { return true }
            node = current.pointee.parent
        }
        return false
    }

    /// Whether the element is in a heading, a term or a summary.
    var isInHeading: Bool {
        var node: HTMLNode? = self
        while let current = node {
            if let name = current.name, Self.headingNames.contains(name) || name == "dt" || name == "summary" {
                return true
            }
            node = current.parent
        }
        return false
    }

    fileprivate func isPanel(_ styles: HTMLStyles) -> Bool {
        if isHidden(by: styles) || self["role"] == "tabpanel" { return true }
        return !labelWords.isDisjoint(with: Self.panelWords)
    }

    fileprivate static let panelWords: Set<String> = [
        "pane", "panes", "panel", "panels", "content", "contents", "tabcontent", "block", "blocks", "body", "bd",
    ]
}
extension Substring {
    fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> Substring {
        var text = self
        while let last = text.last, isTrimmed(last) { text.removeLast() }
        return text
    }
}
