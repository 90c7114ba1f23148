import Foundation

@testable import Ingestion

extension FuzzTarget {
    /// Every reader that reads in this process, with the chunker behind it. Office formats get the bytes as their main
    /// part, because a mutated ZIP file seldom gets past its checksums.
    static let readers =
        ["txt", "md", "mdx", "html", "csv", "tsv", "json", "jsonl", "eml", "py", "swift"].map { format in
            FuzzTarget(format) { read($0, format) }
        }
        + [
            packed("docx", "word/document.xml"), packed("odt", "content.xml"), packed("ods", "content.xml"),
            packed("xlsx", "s.xml", with: workbook), packed("pptx", "s.xml", with: presentation),
            FuzzTarget("zip") { bytes in
                for format in ["docx", "xlsx", "pptx", "epub"] { read(bytes, format) }
            },
            FuzzTarget("questions") { bytes in
                for name in ["a.csv", "a.tsv", "a.txt", "a.jsonl", nil] {
                    _ = try? PlainTableReader().read(bytes, name: name)
                }
            },
            FuzzTarget("number-format") { bytes in
                let format = NumberFormat(code: String(decoding: bytes, as: UTF8.self))
                for number in [0, -1.5, 45_000.75, 1e300, .infinity, .nan] { _ = format.text(number, from1904: false) }
                _ = format.text("text")
            },
            FuzzTarget("front-matter") { bytes in
                _ = FrontMatter(of: SourceText("---\n" + String(decoding: bytes, as: UTF8.self) + "\n---\n"))
                _ = FrontMatter(of: SourceText("+++\n" + String(decoding: bytes, as: UTF8.self) + "\n+++\n"))
            },
            FuzzTarget("robots") { bytes in _ = RobotsRules(bytes) },
            FuzzTarget("sitemap") { bytes in _ = try? Sitemap(bytes) },
        ]

    private static func read(_ bytes: Data, _ format: String) {
        guard let document = try? DocumentReaders.standard.reader(for: "a.\(format)")?.read(bytes, name: "a") else {
            return
        }
        if let fault = ChunkInvariants.fault(of: document) { preconditionFailure(fault) }
    }

    private static func packed(_ format: String, _ part: String, with others: [String: String] = [:]) -> FuzzTarget {
        FuzzTarget(format) { bytes in
            var parts = others.map { (name: $0.key, bytes: Data($0.value.utf8)) }
            parts.append((part, bytes))
            read(StoredParts(parts).file, format)
        }
    }

    private static let workbook = [
        "xl/workbook.xml": "<workbook><sheets><sheet name=\"a\" id=\"r\"/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels": "<R><Relationship Id=\"r\" Target=\"/s.xml\"/></R>",
    ]
    private static let presentation = [
        "ppt/presentation.xml":
            "<p:presentation xmlns:p=\"p\" xmlns:r=\"r\"><p:sldIdLst><p:sldId r:id=\"r\"/></p:sldIdLst></p:presentation>",
        "ppt/_rels/presentation.xml.rels": "<R><Relationship Id=\"r\" Type=\"x/slide\" Target=\"/s.xml\"/></R>",
    ]
}
