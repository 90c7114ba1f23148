import Foundation
import OperatingSystem
import RAGCore
import Testing

@testable import Ingestion

/// Tables in PDF files of several programs, and text that is no table.
@Suite(.enabled(if: ToolRun.path(of: "pdftocairo") != nil, "poppler-utils is not installed"))
struct PDFTableTests {
    private func outline(_ name: String) throws -> [String] { try SampleDocument.read(fixture: name).outline }

    private func tables(_ name: String) throws -> [String] { try outline(name).filter { $0.hasPrefix("T ") } }

    @Test(
        "cells stand under their headers: empty, merged, wrapped, over page ends, with headers of two rows",
        arguments: [
            ("field-cases/17-table-empty-cells.pdf", 5, ["| 3 |  | 21.00 |", "| 4 | 11.30 |  |"]),
            (
                "pdf/merged-down.en.libreoffice.pdf", 53,
                [
                    "| Category | Model | Size | Price | Member price | Stock | Warranty |",
                    "| North | DX-748 | 9 cm | $1515.50 | $2255.90 | 68 | 6 months |",
                    "| Islands | DX-266 | 48 cm | $2527.50 | $2778.50 | 146 | 36 months |",
                ]
            ),
            (
                "pdf/wrapped-low.en.pdf", 5,
                [
                    "| Washing machine with a very long name that wraps in its cell | two weeks after order and confirmation | 499.00 |",
                    "| Kettle |  | 29.00 |",
                ]
            ),
            (
                "pdf/merged-across.en.reportlab.pdf", 50,
                ["| BQ-464 | Needs a filter that is sold apart and changed twice a year | On request |"]
            ),
            (
                "pdf/two-row-header.zh.libreoffice.pdf", 50,
                ["| 型号 | 标准版 按月 | 标准版 按年 | 专业版 按月 | 专业版 按年 | 保修期 |"]
            ),
            (
                "pdf/two-row-header.en.chromium.pdf", 12,
                [
                    "| Model | Standard Monthly | Standard Yearly | Professional Monthly | Professional Yearly |",
                    "| AQ-803 | $721.90 | $2213.00 | $2012.50 | $1135.50 | 6 months |",
                ]
            ),
            (
                "pdf/wrapped.zh.reportlab.pdf", 13,
                ["| TQ-396 | 10 L | 适合三口之家日常使用，含安装与一次上门调试 | ¥2465.00 | ¥827.90 | 36个月 |"]
            ),
        ]
    )
    func cells(name: String, rows: Int, lines: [String]) throws {
        let tables = try tables(name)
        #expect(tables.count == 1)
        let table = try #require(tables.first)
        #expect(table.split(separator: "\n").count == rows + 1, "the rows and the line below the header")
        for line in lines { #expect(table.contains(line)) }
    }

    @Test("a table over two pages names both")
    func pages() throws {
        let document = try SampleDocument.read(fixture: "pdf/merged-down.en.libreoffice.pdf")
        let table = try #require(document.blocks.first { if case .table = $0.kind { true } else { false } })
        #expect(document.source.pages(of: table.range) == 1...2)
        let chunks = Chunker().chunks(of: document).filter { $0.text.contains("| DX-") }
        #expect(chunks.count > 1)
        for chunk in chunks { #expect(chunk.text.contains("| Category | Model |"), "the header is on every passage") }
    }

    @Test(
        "columns of prose, lists and chapters are no tables",
        arguments: ["pdf/two-columns.en.pdf", "pdf/outline.zh.pdf"]
    )
    func prose(name: String) throws {
        #expect(try tables(name).isEmpty)
    }

    @Test("a line crosses cells, a box has four sides, a curve is a mark")
    func drawing() {
        let svg = """
            <path style="fill:none;stroke:rgb(0%,0%,0%);" d="M 10 -20 L 110 -20 " transform="matrix(1,0,0,-1,5,0)"/>
            <path fill="none" stroke="rgb(0%, 0%, 0%)" d="M 15 30 L 115 30"/>
            <path style="fill:rgb(0%,0%,0%);" d="M 15 20 L 15.5 20 L 15.5 60 L 15 60 Z M 15 20 "/>
            <path style="fill:rgb(100%,100%,100%);" d="M 0 0 L 600 0 L 600 800 L 0 800 Z"/>
            <path style="fill:rgb(0%,0%,0%);" d="M 200 200 C 205 201 206 206 210 210 Z"/>
            <path style="stroke:none;" d="M 1 1 L 5 1"/>
            """
        let drawing = PDFDrawing(svg: svg.utf8.split(separator: UInt8(ascii: "\n")))
        #expect(drawing.horizontal.map(\.place) == [20, 30])
        #expect(drawing.horizontal.map(\.lower) == [15, 15])
        #expect(drawing.vertical.map(\.length) == [40])
        #expect(drawing.shades.isEmpty, "white areas are paper")
        #expect(drawing.marks.count == 1)
    }

    @Test("hostile drawings take no more than linear time")
    func hostile() {
        let line = "<path style=\"stroke:rgb(0%,0%,0%);\" d=\"\(String(repeating: "M 1 1 L 90 1 ", count: 30_000))\"/>"
        let lines = Array(repeating: line[...].utf8, count: 20)
        let time = ContinuousClock().measure { #expect(PDFDrawing(svg: lines).horizontal.count <= 4_000) }
        #expect(time < .seconds(10))
    }
}
