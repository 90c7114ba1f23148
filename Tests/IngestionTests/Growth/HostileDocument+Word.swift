import Foundation
import TestSupport

extension HostileDocument {
    private static func paragraph(_ text: String, _ properties: String = "") -> String {
        "<w:p><w:pPr>\(properties)</w:pPr><w:r><w:t>\(text)</w:t></w:r></w:p>"
    }

    static let word =
        packed("docx", wordBodies) { body in
            [
                part("word/document.xml", "<w:document xmlns:w=\"w\"><w:body>\(body)</w:body></w:document>"),
                part(
                    "word/numbering.xml",
                    "<w:numbering xmlns:w=\"w\"><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>"
                        + "<w:numFmt w:val=\"decimal\"/><w:lvlText w:val=\"%1.\"/></w:lvl></w:abstractNum><w:num w:numId=\"1\">"
                        + "<w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
                ),
            ]
        }
        + packed("docx", wordStyles) { styles in
            [
                part(
                    "word/document.xml",
                    "<w:document xmlns:w=\"w\"><w:body>"
                        + String(repeating: paragraph("a", "<w:pStyle w:val=\"s1\"/>"), count: styles.utf8.count / 100)
                        + "</w:body></w:document>"
                ),
                part("word/styles.xml", "<w:styles xmlns:w=\"w\">\(styles)</w:styles>"),
            ]
        }
        + [
            HostileDocument("docx", "notes") { size in
                let count = size / 150
                let body = (0..<count).map { "<w:p><w:r><w:t>a</w:t><w:footnoteReference w:id=\"\($0)\"/></w:r></w:p>" }
                let notes = (0..<count).map { "<w:footnote w:id=\"\($0)\">\(paragraph("note \($0)"))</w:footnote>" }
                return try zipFile([
                    part(
                        "word/document.xml",
                        "<w:document xmlns:w=\"w\"><w:body>\(body.joined())</w:body></w:document>"
                    ),
                    part("word/footnotes.xml", "<w:footnotes xmlns:w=\"w\">\(notes.joined())</w:footnotes>"),
                ])
            },
            HostileDocument("docx", "references to one long note") { size in
                let body = String(
                    repeating: "<w:r><w:t>a</w:t><w:footnoteReference w:id=\"1\"/></w:r>",
                    count: size / 120
                )
                let note = "<w:footnote w:id=\"1\">\(paragraph(String(repeating: "a ", count: size / 4)))</w:footnote>"
                return try zipFile([
                    part(
                        "word/document.xml",
                        "<w:document xmlns:w=\"w\"><w:body><w:p>\(body)</w:p></w:body></w:document>"
                    ),
                    part("word/footnotes.xml", "<w:footnotes xmlns:w=\"w\">\(note)</w:footnotes>"),
                ])
            },
        ]

    private static let wordBodies = [
        HostileText("paragraphs", numbered: { paragraph("Paragraph \($0).") }),
        HostileText("runs", repeating: "<w:r><w:t>a </w:t></w:r>", after: "<w:p></w:p>"),
        HostileText("runs in one paragraph") { size in
            "<w:p>" + String(repeating: "<w:r><w:t>a </w:t></w:r>", count: size / 24) + "</w:p>"
        },
        HostileText("headings", numbered: { paragraph("Part \($0)", "<w:pStyle w:val=\"Heading\($0 % 9 + 1)\"/>") }),
        HostileText(
            "list items",
            repeating: paragraph("a", "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>")
        ),
        HostileText("text boxes", repeating: "<w:p><w:r><w:txbxContent>\(paragraph("a"))</w:txbxContent></w:r></w:p>"),
        HostileText(
            "nested text boxes",
            nesting: "<w:p><w:r><w:txbxContent>",
            paragraph("a"),
            "</w:txbxContent></w:r></w:p>",
            levels: 60
        ),
        HostileText(
            "nested tables",
            nesting: "<w:tbl><w:tr><w:tc>\(paragraph("a"))",
            paragraph("b"),
            "</w:tc><w:tc/></w:tr></w:tbl>",
            levels: 60
        ),
        HostileText(
            "nested controls",
            nesting: "<w:sdt><w:sdtContent>",
            paragraph("a"),
            "</w:sdtContent></w:sdt>",
            levels: 100
        ),
        HostileText("a wide table") { size in
            "<w:tbl><w:tr>" + String(repeating: "<w:tc>\(paragraph("a"))</w:tc>", count: size / 70) + "</w:tr></w:tbl>"
        },
        HostileText("a long table") { size in
            let row = "<w:tr><w:tc>\(paragraph("a"))</w:tc><w:tc>\(paragraph("b"))</w:tc></w:tr>"
            return "<w:tbl>" + String(repeating: row, count: size / row.utf8.count) + "</w:tbl>"
        },
        HostileText("merged cells") { size in
            let cell = "<w:tc><w:tcPr><w:vMerge/></w:tcPr>\(paragraph("a"))</w:tc>"
            let first = cell.replacingOccurrences(of: "<w:vMerge/>", with: "<w:vMerge w:val=\"restart\"/>")
            let columns = Int(Double(size / cell.utf8.count).squareRoot())
            let row = "<w:tr>" + String(repeating: cell, count: columns) + "</w:tr>"
            return "<w:tbl><w:tr>" + String(repeating: first, count: columns) + "</w:tr>"
                + String(repeating: row, count: columns) + "</w:tbl>"
        },
        HostileText("a wide merged row") { size in
            let cell = "<w:tc><w:tcPr><w:vMerge w:val=\"restart\"/></w:tcPr>\(paragraph("a"))</w:tc>"
            return "<w:tbl><w:tr>" + String(repeating: cell, count: size / cell.utf8.count) + "</w:tr></w:tbl>"
        },
        HostileText("attributes", numbered: { ($0 == 0 ? "<w:p><w:r" : "") + " a\($0)=\"b\"" }).closed(
            "><w:t>a</w:t></w:r></w:p>"
        ),
        HostileText("names with prefixes", numbered: { "<w:a\($0)/>" }),
        HostileText("name spaces", numbered: { ($0 == 0 ? "<w:p" : "") + " xmlns:n\($0)=\"n\"" }).closed("/>"),
        HostileText(
            "nested name spaces",
            nesting: "<w:sdt xmlns:n=\"m\"><w:sdtContent>",
            paragraph("a"),
            "</w:sdtContent></w:sdt>",
            levels: 100
        ),
        HostileText("combining marks as entities", repeating: "&#769;").within(
            "<w:p><w:r><w:t>e",
            "</w:t></w:r></w:p>"
        ),
        HostileText("one long text", repeating: "a ").within("<w:p><w:r><w:t>", "</w:t></w:r></w:p>"),
        HostileText("tabs", repeating: "<w:tab/>").within("<w:p><w:r>", "</w:r></w:p>"),
        HostileText("line breaks", repeating: "<w:br/>").within("<w:p><w:r>", "<w:t>a</w:t></w:r></w:p>"),
        HostileText("hidden texts", repeating: "<w:r><w:rPr><w:vanish/></w:rPr><w:t>a </w:t></w:r>").within(
            "<w:p>",
            "</w:p>"
        ),
        HostileText("comments", repeating: "<!-- a -->"),
        HostileText("fields", repeating: "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>").within("<w:p>", "</w:p>"),
    ]

    private static let wordStyles = [
        HostileText("styles", numbered: { "<w:style w:styleId=\"s\($0)\"><w:name w:val=\"n\"/></w:style>" }),
        HostileText(
            "styles based on styles",
            numbered: {
                "<w:style w:styleId=\"s\($0)\"><w:basedOn w:val=\"s\($0 + 1)\"/></w:style>"
            }
        ),
        HostileText("one style", repeating: "<w:style w:styleId=\"s1\"><w:name w:val=\"n\"/></w:style>"),
    ]
}
