import RAGCore

/// The evidence of a page about its elements: how much text they hold, what is hidden, what a visitor can open, and
/// what is navigation.
struct HTMLEvidence {
    let styles: HTMLStyles
    let disclosure: HTMLDisclosure
    let chrome: HTMLChrome

    /// Examines the page below `root`. A fragment is a piece of a document, which has no site around it.
    init(of root: HTMLNode, isFragment: Bool = false) {
        var sheets: [String] = []
        root.visit { node in
            if node.name == "style" { sheets.append(node.text) }
            return true
        }
        styles = HTMLStyles(sheets)
        disclosure = HTMLDisclosure(of: root, styles: styles)
        chrome = HTMLChrome(measures: HTMLMeasures(of: root), isFragment: isFragment)
    }

    /// Returns the part of the page that holds its content: the only visible `<main>` element, unless most sentences
    /// are outside it; else the whole page.
    func content(of root: HTMLNode) -> HTMLNode {
        var mains: [HTMLNode] = []
        root.visit { node in
            guard node.name == "main" || node["role"] == "main" else { return true }
            if !node.isHidden(by: styles) { mains.append(node) }
            return false
        }
        guard mains.count == 1 else { return root }
        let inside = chrome.measures[mains[0]].sentenceEnds
        return inside * 4 >= chrome.measures[root].sentenceEnds || inside > 10 ? mains[0] : root
    }
}
