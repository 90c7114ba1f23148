import Foundation
import RAGCore
import Testing

@testable import Ingestion

/// Situations of public bug reports, in Tests/Fixtures/field-cases.
@Suite struct SheetFieldCasesTests {
    private func read(_ name: String) throws -> ReadDocument {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let reader = try #require(DocumentReaders.standard.reader(for: name))
        return try reader.read(
            try Data(contentsOf: tests.appending(path: "Fixtures/field-cases/\(name)")),
            name: "name"
        )
    }

    private func texts(_ name: String) throws -> [String] { Chunker().chunks(of: try read(name)).map(\.text) }

    @Test("formulas without a saved value are named")
    func formulas() throws {
        #expect(
            try read("08-formula-without-value.xlsx").notes
                == ["2 formulas without a saved value were left out (C2, C3)"]
        )
    }

    @Test("a cell merged across columns applies to each")
    func mergedAcross() throws {
        #expect(try texts("09-merged-across.xlsx").first == "服务：上门取件\n华东：12 元\n华南：12 元\n西北：12 元")
    }

    @Test("both rows of a header name a value")
    func twoRowHeader() throws {
        #expect(
            try texts("09-two-row-header.xlsx").first
                == "Region: North\nStandard First kg: 8\nStandard Extra kg: 2\nExpress First kg: 16\nExpress Extra kg: 5"
        )
    }

    @Test("the second table of a sheet has its own header")
    func twoTables() throws {
        let texts = try texts("09-two-tables-one-sheet.xlsx")
        #expect(texts.contains("城市：苏州\n门店电话：0512-555-0101\n营业时间：10:00–21:00"))
        #expect(!texts.contains { $0.contains("机型：苏州") })
    }

    @Test("numbers have the zeros and the scale that the sheet displays")
    func numbers() throws {
        let zeros = try texts("10-leading-zeros.xlsx")
        #expect(zeros.contains("城市：杭州\n区号：0571\n邮编：310000\n门店编号：HZ-00007"))
        #expect(zeros.contains { $0.contains("区号：010\n") })
        #expect(
            try texts("10-scaled-by-thousands.xlsx").map { $0.split(separator: "\n")[1] } == [
                "金额：125.0万元", "金额：3,400k", "金额：1,234,567",
            ]
        )
    }

    @Test("region, date and status of an answer are in its passage, and a withdrawn answer is not published")
    func scope() throws {
        let document = try read("11-faq-scope-columns.csv")
        let texts = Chunker().chunks(of: document).map(\.text)
        #expect(texts.contains("每单 22 元\n适用地区：新疆西藏\n生效日期：2026-03-01\n状态：已发布"))
        #expect(!texts.contains { $0.contains("有三家") })
        #expect(document.notes == ["1 row not published according to the column 状态 was left out (first: line 5)"])
    }

    @Test("HTML in answers is decoded, and the language is Chinese")
    func html() throws {
        #expect(try texts("12-html-in-answers.csv") == ["打开订单>售后，审核约 2 天。", "支持 — 旧机按 A&B 两级估价。"])
        #expect(try read("12-html-in-answers.csv").language == .chinese)
    }
}
