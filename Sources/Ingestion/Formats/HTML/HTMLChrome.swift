import RAGCore

/// Decides which parts of a page are navigation and the site's own text around the content.
///
/// The name of an element is only a reason to look closer. A part is left out for its text: mostly links, no sentence,
/// a copyright line, or a request to subscribe or to accept cookies beside a control.
struct HTMLChrome {
    /// The closeness with which the paragraphs of a part are looked at.
    enum Suspicion: Int, Comparable {
        case none
        /// A part whose name is one of navigation: paragraphs of links and short words are left out.
        case some
        /// The site's header, footer or navigation: only sentences and titles are read.
        case strong

        static func < (left: Suspicion, right: Suspicion) -> Bool { left.rawValue < right.rawValue }
    }

    /// The judgement of an element.
    enum Judgement {
        case leftOut
        case read(Suspicion)
    }

    let measures: HTMLMeasures
    /// Whether the text is a piece of a document, which has no site around it.
    let isFragment: Bool

    /// Judges an element. `isInArticle` says whether it is below an article or the main part.
    func judge(_ node: HTMLNode, _ name: String, isInArticle: Bool) -> Judgement {
        if isFragment || ["html", "body", "main", "article"].contains(name) { return .read(.none) }
        let measure = measures[node]
        let role = node["role"] ?? ""
        if name == "nav" || Self.navigationRoles.contains(role) {
            return measure.hasSentence && !measure.isMostlyLinks ? .read(.strong) : .leftOut
        }
        if name == "header" || name == "footer" || role == "banner" || role == "contentinfo" {
            let suspicion = isInArticle ? Suspicion.none : .strong
            return measure.isMostlyLinks && !measure.hasSentence && !node.contains(["h1"]) ? .leftOut : .read(suspicion)
        }
        if name == "aside" || role == "complementary" {
            return measure.isMostlyLinks || Self.isAdvertisement(node, measure) ? .leftOut : .read(.none)
        }
        if role == "search" || Self.isOnlyFields(node, measure) || Self.asksForOpinion(node, measure) {
            return .leftOut
        }
        if let judgement = judgeByLabel(node, measure, isInArticle: isInArticle) { return judgement }
        return isMenu(node, name, measure, isInArticle: isInArticle) ? .leftOut : .read(.none)
    }

    /// Returns whether a paragraph is left out. `width` and `linkWidth` are those of its text.
    func leavesOut(_ paragraph: String, width: Int, linkWidth: Int, suspicion: Suspicion) -> Bool {
        if Self.isCopyright(paragraph, width) { return !isFragment }
        if suspicion == .none { return false }
        if linkWidth * 2 >= width { return true }
        let isSentence = width >= HTMLMeasure.shortestSentence && paragraph.contains { $0.endsSentence }
        if suspicion == .strong { return !isSentence }
        return !isSentence && width < 60 && !paragraph.contains(where: \.isNumber)
    }

    /// Judges an element by the words in its classes and identifier.
    private func judgeByLabel(_ node: HTMLNode, _ measure: HTMLMeasure, isInArticle: Bool) -> Judgement? {
        guard node.hasAttributes, node["class"] != nil || node["id"] != nil else { return nil }
        let words = node.labelWords
        let isSmall = measure.width < 800 && !node.contains(["article", "main", "h1"])
        if isSmall, !words.isDisjoint(with: Self.requestWords), measure.controls > 0 || measure.links > 0 {
            return .leftOut
        }
        let isHeader = measure.place < measures.firstHeading && !isInArticle && node.isCalledHeader
        if isHeader || node["id"] == "footer" || !isInArticle && !words.isDisjoint(with: ["footer", "foot"]),
            words.isDisjoint(with: ["article", "card", "panel", "post", "entry", "content", "page"])
        {
            return measure.isMostlyLinks && !node.contains(["h1"]) ? .leftOut : .read(.strong)
        }
        let isNavigation = words.contains { word in
            Self.navigationWords.contains(word) || word.hasPrefix("related") || word.hasPrefix("recommend")
        }
        guard isNavigation else { return nil }
        if isSmall, measure.width < 300, !words.isDisjoint(with: Self.pathWords) { return .leftOut }
        if measure.isMostlyLinks, !node.contains(["h1"]) { return .leftOut }
        let isShort = measure.width < 60 && measure.sentenceEnds == 0 && !node.contains(["h1", "h2", "h3"])
        return isShort ? .leftOut : .read(.some)
    }

    /// Returns whether the element is a list of links: before the first heading, or apart from the paragraphs of the
    /// page.
    private func isMenu(_ node: HTMLNode, _ name: String, _ measure: HTMLMeasure, isInArticle: Bool) -> Bool {
        guard measure.links >= 2, !isInArticle, measure.isMostlyLinks, !measure.hasSentence,
            measure.linkWidth <= measure.links * Self.longestMenuEntry, let parent = node.parent
        else { return false }
        let first = min(measures.firstHeading, measures.firstSentence)
        if measure.place < first, first < .max, measure.links >= 3 { return true }
        guard measures[parent].hasSentence, name != "p" else { return false }
        return !parent.elements.contains { other in
            other.pointer != node.pointer && other.name.map(Self.namesOfText.contains) == true
        }
    }

    private static let namesOfText: Set<String> = [
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "dl", "table", "pre", "blockquote",
    ]
    /// Most width of an entry of a menu, on average.
    private static let longestMenuEntry = 24

    /// Returns whether an element consists of fields and their names, as a search box or a login does. A select box
    /// with numbers in its options tells what they cost.
    private static func isOnlyFields(_ node: HTMLNode, _ measure: HTMLMeasure) -> Bool {
        guard measure.fields > 0, measure.width < 40, measure.sentenceEnds == 0 else { return false }
        var tells = false
        node.visit { inner in
            let text = inner.name == "option" ? inner.text : ""
            tells = tells || text.contains(where: \.isNumber) && text.contains(where: \.isLetter)
            return !tells
        }
        return !tells
    }

    /// Returns whether an element asks whether the page was of help.
    private static func asksForOpinion(_ node: HTMLNode, _ measure: HTMLMeasure) -> Bool {
        guard measure.width < 120, measure.controls + measure.links >= 2 else { return false }
        let text = node.text.lowercased()
        return ["helpful", "answer your question", "有帮助", "有用吗", "解决您的问题", "解决了您的问题"].contains(where: text.contains)
    }

    /// Returns whether a heading announces links to other pages.
    static func announcesLinks(_ title: String) -> Bool {
        [
            "相关文章", "相关推荐", "相关阅读", "猜你喜欢", "热门文章", "推荐阅读", "相关问题", "最近浏览", "related articles", "related posts",
            "recently viewed articles", "you may also like", "popular articles", "in this article", "on this page",
            "recent posts",
        ].contains(title.lowercased())
    }

    private static func isAdvertisement(_ node: HTMLNode, _ measure: HTMLMeasure) -> Bool {
        guard measure.width <= 30 else { return false }
        let text = node.text.collapsingWhitespace().lowercased()
        return ["广告", "推广", "赞助", "advertisement", "ad", "ads", "sponsored", "anzeige"].contains(text)
    }

    private static func isCopyright(_ paragraph: String, _ width: Int) -> Bool {
        guard width < 240 else { return false }
        let text = paragraph.lowercased()
        let begins = ["©", "copyright ©", "copyright (c)", "(c) 20", "copyright 20", "版权所有"].contains(
            where: text.hasPrefix
        )
        return begins || text.contains("all rights reserved") || text.contains("icp备") || text.contains("公网安备")
    }

    private static let navigationRoles: Set<String> = [
        "navigation", "menu", "menubar", "directory", "toolbar", "doc-toc", "doc-pagelist", "doc-index",
    ]
    /// Words of parts that say where a page is and what comes before and after it.
    private static let pathWords: Set<String> = [
        "navheader", "navfooter", "breadcrumb", "breadcrumbs", "crumb", "crumbs", "pagination", "pager", "paginator",
        "prevnext", "pagenav",
    ]
    private static let navigationWords: Set<String> = [
        "nav", "navbar", "navheader", "navfooter", "navigation", "menu", "menus", "breadcrumb", "breadcrumbs", "crumb",
        "crumbs", "sidebar", "sidenav", "toc", "toctree", "masthead", "topbar", "toolbar", "pagination", "pager",
        "paginator", "prevnext", "pagenav", "related", "recommend", "recommended", "recommendations", "recent",
        "recently", "popular", "widget", "sitemap", "copyright", "languages", "tagcloud", "skip", "skiplink", "anchor",
        "anchors", "editlink", "backtop", "totop",
    ]
    /// Words of parts that ask the visitor for something.
    static let requestWords: Set<String> = [
        "cookie", "cookies", "consent", "gdpr", "newsletter", "subscribe", "subscription", "share", "sharing", "social",
        "sns", "vote", "votes", "helpful", "reaction",
        "reactions", "edit", "feedback", "login", "signin", "signup", "advert", "advertisement", "adsbygoogle",
    ]
}

extension HTMLNode {
    /// Whether the element is called a header, and nothing more.
    fileprivate var isCalledHeader: Bool {
        let names = [self["id"], self["class"]].compactMap { $0?.lowercased() }
        return names.contains {
            $0.split(whereSeparator: \.isWhitespace).contains { $0 == "header" || $0 == "site-header" }
        }
    }
}
