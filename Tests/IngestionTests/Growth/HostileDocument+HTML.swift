import Foundation
import TestSupport

extension HostileDocument {
    static let html =
        inTags.map { HostileDocument("html", $0, before: "<html><body><p", after: ">text</p></body></html>") }
        + inBody.map { HostileDocument("html", $0, before: "<html><body><h1>T</h1>", after: "</body></html>") }
        + inHead.map {
            HostileDocument("html", $0, before: "<html><head>", after: "</head><body><p>text</p></body></html>")
        }
        + [
            HostileDocument("html", "rules and classes") { size in
                let count = size / 60
                let rules = (0..<count).map { ".c\($0){display:none}" }.joined()
                let elements = (0..<count).map { "<p class=\"c\($0)\">text \($0)</p>" }.joined()
                return Data("<html><head><style>\(rules)</style></head><body>\(elements)</body></html>".utf8)
            },
            HostileDocument("html", "links to headings") { size in
                let count = size / 60
                let links = (0..<count).map { "<a href=\"#h\($0)\">Part \($0)</a>" }.joined()
                let headings = (0..<count).map { "<h2 id=\"h\($0)\">Part \($0)</h2>" }.joined()
                return Data("<html><body>\(links)\(headings)</body></html>".utf8)
            },
            HostileDocument("html", "notes") { size in
                let count = size / 90
                let marks = (0..<count).map { "Text<sup><a href=\"#n\($0)\">[\($0)]</a></sup>. " }.joined()
                let notes = (0..<count).map { "<li id=\"n\($0)\" class=\"footnote\">Note \($0).</li>" }.joined()
                return Data("<html><body><p>\(marks)</p><ol>\(notes)</ol></body></html>".utf8)
            },
            HostileDocument("html", "controls and panels") { size in
                let count = size / 120
                let controls = (0..<count).map { "<button aria-controls=\"p\($0)\">Question \($0)?</button>" }.joined()
                let panels = (0..<count).map { "<div id=\"p\($0)\" hidden>Answer \($0).</div>" }.joined()
                return Data("<html><body>\(controls)\(panels)</body></html>".utf8)
            },
            HostileDocument("html", "tabs and panels") { size in
                let group = """
                    <div role="tablist"><b role="tab">One</b><b role="tab">Two</b></div>
                    <div><div role="tabpanel">First</div></div>
                    """
                return Data(
                    "<html><body>\(String(repeating: group, count: size / group.utf8.count))</body></html>".utf8
                )
            },
            HostileDocument("html", "tabs apart from their panels") { size in
                let tabs = "<div><div role=\"tablist\"><b role=\"tab\">One</b><b role=\"tab\">Two</b></div></div>"
                let panel = "<div role=\"tabpanel\">First</div>"
                let count = size / (tabs.utf8.count + panel.utf8.count)
                return Data(
                    "<html><body>\(String(repeating: tabs, count: count))\(String(repeating: panel, count: count))".utf8
                )
            },
        ]

    private static let inTags = [
        HostileText("attributes", numbered: { " a\($0)=\"b\"" }),
        HostileText("attributes without values", numbered: { " a\($0)" }),
        HostileText("the same attribute", repeating: " a=\"b\""),
        HostileText("classes", numbered: { $0 == 0 ? " class=\"" : "c\($0) " }),
        HostileText("an identifier", repeating: "a-", after: " id=\""),
        HostileText("a style", repeating: "color:red;", after: " style=\""),
        HostileText("entities in an attribute", repeating: "&amp;", after: " title=\""),
        HostileText("namespaces", numbered: { " xmlns:a\($0)=\"b\"" }),
        HostileText("slashes in a tag", repeating: "/"),
        HostileText("quotation marks in a tag", repeating: "\""),
    ]

    private static let inHead = [
        HostileText("style rules", numbered: { $0 == 0 ? "<style>" : ".c\($0) .d{display:none}" }),
        HostileText("style comments", repeating: "/* */", after: "<style>"),
        HostileText("open style comments", repeating: "/*", after: "<style>"),
        HostileText("open style rules", repeating: "a{", after: "<style>"),
        HostileText("media rules", repeating: "@media print{", after: "<style>"),
        HostileText("selectors", repeating: ".a,", after: "<style>"),
        HostileText("style sheets", numbered: { "<style>.c\($0){display:none}</style>" }),
        HostileText("properties of the page", numbered: { "<meta name=\"a\($0)\" content=\"b\">" }),
        HostileText("titles", repeating: "<title>a</title>"),
        HostileText("script", repeating: "if(a<b){}", after: "<script>"),
        HostileText("declared encodings", repeating: "<meta charset=utf-8>"),
    ]

    private static let inBody = [
        HostileText("nested parts", nesting: "<div>", "</div>", levels: 200),
        HostileText("very nested parts", nesting: "<div>", "</div>"),
        HostileText("nested parts with text", nesting: "<div>text ", "</div>", levels: 200),
        HostileText("nested sections with headings", nesting: "<section><h2>Part</h2>", "</section>", levels: 100),
        HostileText("nested lists", nesting: "<ul><li>a", "</li></ul>", levels: 100),
        HostileText("nested tables", nesting: "<table><tr><td>a</td><td>", "</td></tr></table>", levels: 80),
        HostileText("nested quotations", nesting: "<blockquote>", "</blockquote>", levels: 200),
        HostileText("nested navigation", nesting: "<nav class=\"menu\">", "<a href=\"a\">b</a>", "</nav>", levels: 200),
        HostileText("open bold", repeating: "<b>"),
        HostileText("open links", repeating: "<a href=a>"),
        HostileText("open paragraphs", repeating: "<p>"),
        HostileText("open fonts", repeating: "<font color=a><p>"),
        HostileText("open items", repeating: "<li>a"),
        HostileText("open cells", repeating: "<td>a"),
        HostileText("closing tags", repeating: "</div>"),
        HostileText("line breaks", repeating: "<br>"),
        HostileText("rules", repeating: "<hr>"),
        HostileText("paragraphs", numbered: { "<p>Paragraph \($0).</p>" }),
        HostileText("inline elements", repeating: "<b>a</b><i>b</i>"),
        HostileText("text beside elements", numbered: { "text \($0) <b>b</b> " }),
        HostileText("headings", numbered: { "<h\($0 % 6 + 1)>Part \($0)</h\($0 % 6 + 1)>" }),
        HostileText("same headings", repeating: "<h2>Part</h2>"),
        HostileText("headings with text", numbered: { "<h2>Part \($0)</h2><p>Text.</p>" }),
        HostileText("one list", repeating: "<li>item</li>", after: "<ul>"),
        HostileText("lists", repeating: "<ul><li>item</li></ul>"),
        HostileText("definitions", numbered: { ($0 == 0 ? "<dl>" : "") + "<dt>Term \($0)</dt><dd>Meaning.</dd>" }),
        HostileText("links", numbered: { "<a href=\"p\($0)\">Page \($0)</a> " }),
        HostileText("links with classes", numbered: { "<div class=\"nav\"><a href=\"p\($0)\">Page \($0)</a></div>" }),
        HostileText("links to the page", repeating: "<a href=\"#a\">b</a>"),
        HostileText("back links", repeating: "<a href=\"#a\">↑</a>"),
        HostileText("images", numbered: { "<img src=\"a.png\" alt=\"Picture \($0)\">" }),
        HostileText("buttons", repeating: "<button>a</button>"),
        HostileText("buttons that open", repeating: "<button aria-expanded=false>Why?</button>"),
        HostileText("buttons with panels", numbered: { "<button class=q>Why \($0)?</button><div class=panel>a</div>" }),
        HostileText("labels", repeating: "<label for=a>b</label>"),
        HostileText("labels of fields", numbered: { "<label for=f\($0)>b</label><input type=checkbox id=f\($0)>" }),
        HostileText("fields", repeating: "<input type=text>"),
        HostileText("labels before panels", repeating: "<label for=a>b</label><input id=a type=radio><div>c</div>"),
        HostileText("inputs after a label", repeating: "<input>", after: "<label for=a>b</label>"),
        HostileText("disclosures", numbered: { "<details><summary>Why \($0)?</summary>So.</details>" }),
        HostileText("nested disclosures", nesting: "<details><summary>a</summary>", "</details>", levels: 100),
        HostileText("options", numbered: { ($0 == 0 ? "<select>" : "") + "<option>\($0)</option>" }),
        HostileText("hidden parts", repeating: "<div hidden>a</div>"),
        HostileText("hidden parts after titles", numbered: { "<div class=title>Why \($0)?</div><div hidden>a</div>" }),
        HostileText("hidden parts after breaks", repeating: "<br><div hidden>a</div>"),
        HostileText("breaks before a hidden part", repeating: "<br>", after: "<p>a</p>"),
        HostileText("struck texts", repeating: "<del>a</del>"),
        HostileText("raised digits", repeating: "a<sup>1</sup>"),
        HostileText("a wide table", repeating: "<td>a</td>", after: "<table><tr>"),
        HostileText("a wide table with a header", repeating: "<th>a</th>", after: "<table><tr>"),
        HostileText("a long table", repeating: "<tr><td>a</td><td>b</td></tr>", after: "<table>"),
        HostileText(
            "a table with steps",
            numbered: { number in
                (number == 0 ? "<table>" : "") + "<tr>" + String(repeating: "<td>a", count: number % 200) + "</tr>"
            }
        ),
        HostileText("wide cells", repeating: "<tr><td colspan=9999>a</td></tr>", after: "<table>"),
        HostileText("high cells", repeating: "<td rowspan=9999>a</td>", after: "<table><tr><td>b</td></tr><tr>"),
        HostileText("wide and high cells", repeating: "<tr><td colspan=99 rowspan=99>a</td></tr>", after: "<table>"),
        HostileText("wide, high, in one row", repeating: "<td colspan=99 rowspan=9999>a</td>", after: "<table><tr>"),
        HostileText("tables", repeating: "<table><tr><th>a</th><th>b</th></tr><tr><td>c</td><td>d</td></tr></table>"),
        HostileText("captions", repeating: "<caption>a</caption>", after: "<table><tr><td>a</td><td>b</td></tr>"),
        HostileText(
            "titles in a table",
            repeating: "<tr><td colspan=2>a</td></tr>",
            after: "<table><tr><th>a<th>b</tr>"
        ),
        HostileText("code", repeating: "<pre>a\n</pre>"),
        HostileText("one block of code", repeating: "a\n", after: "<pre>"),
        HostileText("elements in code", repeating: "<span>a</span>", after: "<pre>"),
        HostileText("comments", repeating: "<!-- a -->"),
        HostileText("open comments", repeating: "<!--"),
        HostileText("entities", repeating: "&lt;"),
        HostileText("unknown entities", repeating: "&a;"),
        HostileText("numbered entities", repeating: "&#20013;"),
        HostileText("marked sections", repeating: "<![CDATA[a]]>"),
        HostileText("unknown elements", numbered: { "<x-\($0)>a</x-\($0)>" }),
        HostileText("identifiers", numbered: { "<p id=\"i\($0)\">a</p>" }),
        HostileText("one identifier", repeating: "<p id=i>a</p>"),
        HostileText("articles", repeating: "<article><h2>a</h2><p>Text of an article.</p></article>"),
        HostileText("footers", repeating: "<footer><a href=a>b</a></footer>"),
        HostileText("bold titles", numbered: { "<p><b>Title \($0)</b></p><p>text</p>" }),
        HostileText("figures", repeating: "<figure><img alt=Picture><figcaption>a</figcaption></figure>"),
    ]
}
