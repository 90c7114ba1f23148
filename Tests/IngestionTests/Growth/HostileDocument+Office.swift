import Foundation
import TestSupport

extension HostileDocument {
    static let office = word + sheets + slides + openDocument + books

    /// Returns documents that are ZIP files, whose parts are made of `texts`.
    static func packed(
        _ format: String,
        _ texts: [HostileText],
        _ parts: @escaping @Sendable (String) -> [(name: String, bytes: Data)]
    ) -> [HostileDocument] {
        texts.map { text in HostileDocument(format, text.name) { size in try zipFile(parts(text(size))) } }
    }

    /// Returns a part of a ZIP file.
    static func part(_ name: String, _ text: String) -> (name: String, bytes: Data) { (name, Data(text.utf8)) }

    // MARK: Slides

    private static let slides = packed(
        "pptx",
        [
            HostileText("shapes", numbered: { shape("<a:p><a:r><a:t>Point \($0)</a:t></a:r></a:p>") }),
            HostileText(
                "placed shapes",
                numbered: { number in
                    "<p:sp><p:spPr><a:xfrm><a:off x=\"\(number * 7919 % 1000)\" y=\"\(number * 104_729 % 1000)\"/></a:xfrm></p:spPr>"
                        + "<p:txBody><a:p><a:r><a:t>a</a:t></a:r></a:p></p:txBody></p:sp>"
                }
            ),
            HostileText("paragraphs", repeating: "<a:p><a:r><a:t>a</a:t></a:r></a:p>").within(
                "<p:sp><p:txBody>",
                "</p:txBody></p:sp>"
            ),
            HostileText(
                "nested groups",
                nesting: "<p:grpSp>",
                shape("<a:p><a:r><a:t>a</a:t></a:r></a:p>"),
                "</p:grpSp>",
                levels: 100
            ),
            HostileText("cells", repeating: "<a:tc><a:txBody><a:p><a:r><a:t>a</a:t></a:r></a:p></a:txBody></a:tc>")
                .within(
                    "<p:graphicFrame><a:graphic><a:graphicData><a:tbl><a:tr>",
                    "</a:tr></a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
                ),
            HostileText(
                "rows",
                repeating: "<a:tr><a:tc><a:txBody><a:p><a:r><a:t>a</a:t></a:r></a:p></a:txBody></a:tc><a:tc/></a:tr>"
            )
            .within(
                "<p:graphicFrame><a:graphic><a:graphicData><a:tbl>",
                "</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
            ),
        ]
    ) { shapes in
        [
            part(
                "ppt/presentation.xml",
                "<p:presentation xmlns:p=\"p\" xmlns:r=\"r\"><p:sldIdLst><p:sldId r:id=\"rId2\"/></p:sldIdLst></p:presentation>"
            ),
            part(
                "ppt/_rels/presentation.xml.rels",
                "<Relationships><Relationship Id=\"rId2\" Type=\"x/slide\" Target=\"slides/s.xml\"/></Relationships>"
            ),
            part(
                "ppt/slides/s.xml",
                "<p:sld xmlns:p=\"p\" xmlns:a=\"a\"><p:cSld><p:spTree>\(shapes)</p:spTree></p:cSld></p:sld>"
            ),
        ]
    }

    private static func shape(_ paragraphs: String) -> String { "<p:sp><p:txBody>\(paragraphs)</p:txBody></p:sp>" }

    // MARK: OpenDocument and e-books

    private static let openDocument =
        packed(
            "odt",
            [
                HostileText("paragraphs", repeating: "<p>a</p>"),
                HostileText("spans", repeating: "<span>a</span>").within("<p>", "</p>"),
                HostileText(
                    "nested lists",
                    nesting: "<list><list-item>",
                    "<p>a</p>",
                    "</list-item></list>",
                    levels: 100
                ),
                HostileText("repeated blanks", repeating: "<s c=\"999999999\"/>").within("<p>a", "b</p>"),
                HostileText("headings", numbered: { "<h outline-level=\"\($0 % 9 + 1)\">Part \($0)</h>" }),
                HostileText("notes", repeating: "<note><note-body><p>b</p></note-body></note>").within("<p>a", "</p>"),
                HostileText("rows", repeating: "<table-row><table-cell><p>a</p></table-cell></table-row>").within(
                    "<table>",
                    "</table>"
                ),
                HostileText("cells", repeating: "<table-cell><p>a</p></table-cell>").within(
                    "<table><table-row>",
                    "</table-row></table>"
                ),
            ]
        ) { body in [part("content.xml", "<document-content><body><text>\(body)</text></body></document-content>")] }
        + packed(
            "ods",
            [
                HostileText(
                    "rows",
                    repeating:
                        "<table-row><table-cell><p>a</p></table-cell><table-cell><p>b</p></table-cell></table-row>"
                ),
                HostileText(
                    "repeated cells",
                    repeating:
                        "<table-row><table-cell number-columns-repeated=\"16384\"><p>a</p></table-cell></table-row>"
                ),
                HostileText(
                    "repeated rows",
                    repeating: "<table-row number-rows-repeated=\"99\"><table-cell><p>a</p></table-cell></table-row>"
                ),
                HostileText(
                    "covered cells",
                    repeating:
                        "<table-row><table-cell number-rows-spanned=\"9999\" number-columns-spanned=\"99\"><p>a</p></table-cell></table-row>"
                ),
            ]
        ) { rows in
            [
                part(
                    "content.xml",
                    "<document-content><body><spreadsheet><table name=\"a\">\(rows)</table></spreadsheet></body></document-content>"
                )
            ]
        }
        + packed(
            "odt",
            [
                HostileText(
                    "styles",
                    numbered: { "<style name=\"s\($0)\" family=\"text\" parent-style-name=\"s\($0 + 1)\"/>" }
                )
            ]
        ) { styles in
            let body = String(repeating: "<p><span style-name=\"s1\">a</span></p>", count: styles.utf8.count / 80)
            return [
                part(
                    "content.xml",
                    "<document-content><automatic-styles>\(styles)</automatic-styles><body><text>\(body)</text></body></document-content>"
                )
            ]
        }

    private static let books = [
        HostileDocument("epub", "chapters") { size in
            let count = min(max(size / 200, 1), 10_000)
            let items = (0..<count).map {
                "<item id=\"i\($0)\" href=\"c\($0).xhtml\" media-type=\"application/xhtml+xml\"/>"
            }.joined()
            let spine = (0..<count).map { "<itemref idref=\"i\($0)\"/>" }.joined()
            let chapters = (0..<count).map {
                part("c\($0).xhtml", "<html><body><h1>Part \($0)</h1><p>text</p></body></html>")
            }
            return try zipFile(
                [
                    part(
                        "META-INF/container.xml",
                        "<container><rootfiles><rootfile full-path=\"book.opf\"/></rootfiles></container>"
                    ),
                    part("book.opf", "<package><manifest>\(items)</manifest><spine>\(spine)</spine></package>"),
                ] + chapters
            )
        }
    ]
}
