import Foundation
import TestSupport

extension HostileDocument {
    static let markdown =
        markdownTexts.flatMap { [HostileDocument("md", $0), HostileDocument("mdx", $0)] }
        + [
            HostileDocument("md", "a wide table") { size in
                let columns = size / 12
                let row = String(repeating: "| a ", count: columns) + "|\n"
                return Data((row + String(repeating: "|---", count: columns) + "|\n" + row).utf8)
            },
            HostileDocument("md", "a table, wide and long") { size in
                let columns = Int(Double(size / 4).squareRoot())
                let row = String(repeating: "| a ", count: columns) + "|\n"
                let rule = String(repeating: "|---", count: columns) + "|\n"
                return Data((row + rule + String(repeating: row, count: columns)).utf8)
            },
            HostileDocument("md", "a wide header over short rows") { size in
                let columns = size / 16
                let head = String(repeating: "| a ", count: columns) + "|\n" + String(repeating: "|---", count: columns)
                return Data((head + "|\n" + String(repeating: "| a |\n", count: columns)).utf8)
            },
            HostileDocument("md", "references") { size in
                let count = size / 30
                let uses = (0..<count).map { "[r\($0)] " }.joined()
                let definitions = (0..<count).map { "[r\($0)]: https://a.example\n" }.joined()
                return Data((uses + "\n\n" + definitions).utf8)
            },
            HostileDocument("md", "notes") { size in
                let count = size / 30
                let uses = (0..<count).map { "a[^n\($0)] " }.joined()
                let definitions = (0..<count).map { "[^n\($0)]: Note \($0).\n" }.joined()
                return Data((uses + "\n\n" + definitions).utf8)
            },
            HostileDocument("md", "one note, often") { size in
                Data(
                    (String(repeating: "a[^n] ", count: size / 12) + "\n\n[^n]: "
                        + String(repeating: "b ", count: size / 4)).utf8
                )
            },
            HostileDocument("md", "front matter") { size in
                Data(("---\n" + (0..<size / 8).map { "k\($0): v\n" }.joined() + "---\ntext").utf8)
            },
            HostileDocument("md", "a list in front matter") { size in
                Data(("---\ntags:\n" + String(repeating: "- a\n", count: size / 4) + "---\ntext").utf8)
            },
            HostileDocument("md", "nested front matter") { size in
                let depth = Int(Double(size).squareRoot())
                let lines = (0..<depth).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
                return Data(("---\n" + lines + "---\ntext").utf8)
            },
            HostileDocument("md", "backticks of every length") { size in
                let count = Int(Double(size * 2).squareRoot())
                return Data((0..<count).map { String(repeating: "`", count: $0) + "a" }.joined(separator: " ").utf8)
            },
        ]

    private static let markdownTexts = [
        HostileText("nested quotations", repeating: "> "),
        HostileText("nested quotations by line") { size in
            let depth = Int(Double(size).squareRoot())
            return (1...depth).map { String(repeating: ">", count: $0) + " a\n" }.joined()
        },
        HostileText("nested lists") { size in
            let depth = Int(Double(size).squareRoot())
            return (0..<depth).map { String(repeating: "  ", count: $0) + "- a\n" }.joined()
        },
        HostileText("nested lists in one line", repeating: "- "),
        HostileText("nested ordered lists", repeating: "1. "),
        HostileText("one list", numbered: { "- item \($0)\n" }),
        HostileText("one loose list", numbered: { "- item \($0)\n\n" }),
        HostileText("items and paragraphs", numbered: { "- item \($0)\n\n  more\n\n" }),
        HostileText("list signs", repeating: "*\n"),
        HostileText("a list in a quotation", repeating: "> - a\n"),
        HostileText("headings", numbered: { String(repeating: "#", count: $0 % 6 + 1) + " Part \($0)\n" }),
        HostileText("underlined headings", numbered: { "Part \($0)\n---\n" }),
        HostileText("heading signs", repeating: "#\n"),
        HostileText("paragraphs", numbered: { "Paragraph \($0).\n\n" }),
        HostileText("hard breaks", repeating: "a  \n"),
        HostileText("backslash breaks", repeating: "a\\\n"),
        HostileText("fences", repeating: "```\na\n```\n"),
        HostileText("open fences", repeating: "```a\n~~~\n"),
        HostileText("indented code", repeating: "    a\n"),
        HostileText("rules", repeating: "---\n"),
        HostileText("elements", repeating: "<div>\na\n</div>\n\n"),
        HostileText("open elements", repeating: "<div>\n\n"),
        HostileText("inline elements", repeating: "a <b>b</b> "),
        HostileText("elements with attributes", numbered: { number in (number == 0 ? "<div" : "") + " a\(number)=b" }),
        HostileText("comments", repeating: "<!-- a -->\n"),
        HostileText("open comments", repeating: "<!--\n\n"),
        HostileText("declarations", repeating: "<!A "),
        HostileText("marked sections", repeating: "<![CDATA["),
        HostileText("instructions", repeating: "<? "),
        HostileText("open links", repeating: "[a]("),
        HostileText("links", numbered: { "[a\($0)](https://a.example/\($0)) " }),
        HostileText("nested links", nesting: "[a ", "](b)"),
        HostileText("nested pictures", nesting: "![a ", "](b)"),
        HostileText("open pointed links", repeating: "[a](<b"),
        HostileText("open titles", repeating: "[a](b \""),
        HostileText("nested parentheses", repeating: "(", after: "[a](b"),
        HostileText("pictures", numbered: { "![Picture \($0)](a.png)\n" }),
        HostileText("open emphasis", repeating: "*a **a "),
        HostileText("nested emphasis", nesting: "*a **a ", " a** a*"),
        HostileText("underscores", repeating: "a_"),
        HostileText("mixed emphasis", repeating: "*a_ "),
        HostileText("struck", repeating: "~~a~~ "),
        HostileText("open struck", repeating: "~~a "),
        HostileText("open code spans", repeating: "a `` b ` "),
        HostileText("definitions of one name", repeating: "[a]: b\n"),
        HostileText("definitions", numbered: { "[a\($0)]: b\n" }),
        HostileText("open definitions", repeating: "[a]:\n"),
        HostileText("notes without definition", repeating: "[^a] "),
        HostileText("nested notes", numbered: { "[^\($0)]: a [^\($0 + 1)]\n\n" }),
        HostileText("entities", repeating: "&copy;"),
        HostileText("escapes", repeating: "\\*"),
        HostileText("rows without a rule", repeating: "| a | b |\n"),
        HostileText("rules of tables", repeating: "|---|\n"),
        HostileText("tables", repeating: "| a | b |\n|---|---|\n| c | d |\n\n"),
        HostileText("one long table", repeating: "| c | d |\n", after: "| a | b |\n|---|---|\n"),
        HostileText("bars in one line", repeating: "|a", after: "| a |\n|---|\n"),
        HostileText("many lines before a rule", repeating: "a | b\n"),
        HostileText("check boxes", repeating: "- [ ] a\n"),
        HostileText("components", numbered: { "<Tab title=\"a\($0)\">\n\ntext\n\n</Tab>\n\n" }),
        HostileText("open components", repeating: "<Tab>\n\n"),
        HostileText("nested components", nesting: "<Tab>\n\n", "text", "\n\n</Tab>\n\n", levels: 50),
        HostileText("expressions", repeating: "{a} "),
        HostileText("open expressions", repeating: "{a "),
        HostileText("imports", numbered: { "import a\($0) from 'b'\n" }),
        HostileText("directives", repeating: ":::note\na\n:::\n"),
        HostileText("open directives", repeating: ":::note\n"),
        HostileText("nested directives", repeating: "::::note\n:::tip\n"),
        HostileText("attribute lists", repeating: "a {#a .b}\n"),
        HostileText("templates", repeating: "{{ a }} "),
        HostileText("open templates", repeating: "{% a\n"),
        HostileText("links in angles", repeating: "<https://a.example> "),
        HostileText("lazy lines", repeating: "> a\nb\n"),
        HostileText("tabs in lists", repeating: "-\ta\n\t- b\n"),
    ]
}
