import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite struct TextReaderTests {
    private func chunks(_ text: String) throws -> (title: String, chunks: [Chunk]) {
        let document = try TextReader().read(Data(text.utf8), name: "notice")
        return (document.title, Chunker().chunks(of: document))
    }

    @Test("the title line, numbered headings and labels become the heading path")
    func headings() throws {
        let (title, chunks) = try chunks(
            "春节发货通知\n\n第 1 章 发货\n\n1.1. 时间\n\n    2 月 3 日到 9 日放假。\n\n1.2. 费用\n\n不变。\n\n退货顺延\n放假期间签收的包裹，退货期限顺延 7 天，一共 22 天。\n"
        )
        #expect(title == "春节发货通知")
        #expect(
            chunks.map(\.headingPath) == [
                ["第 1 章 发货", "1.1. 时间"], ["第 1 章 发货", "1.2. 费用"], ["第 1 章 发货", "1.2. 费用", "退货顺延"],
            ]
        )
        #expect(chunks.map(\.text) == ["2 月 3 日到 9 日放假。", "不变。", "放假期间签收的包裹，退货期限顺延 7 天，一共 22 天。"])
    }

    @Test("numbered lines directly below each other are a list, and nothing of it is lost")
    func numberedList() throws {
        let (_, chunks) = try chunks("Steps to follow.\n\n1.1 Open the box\n\n1.2 Take it out\n\n1.3 Switch it on")
        #expect(chunks.map(\.text) == ["Steps to follow.\n\n1.1 Open the box\n\n1.2 Take it out\n\n1.3 Switch it on"])
    }

    @Test("an address and an ordinary line are not headings")
    func noHeading() throws {
        let (title, chunks) = try chunks("张三\n北京市海淀区中关村大街 1 号 100 室\n电话 400")
        #expect(title == "notice")
        #expect(chunks.map(\.headingPath) == [[]])
        #expect(chunks.first?.text.hasPrefix("张三") == true)
    }
}
