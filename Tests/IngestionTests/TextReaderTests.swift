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

    @Test(
        "numbered lines are headings if they are short and text follows, in every notation",
        arguments: [
            (
                "退货政策\n\n一、退货范围\n自签收之日起 7 天内可以退货。\n（一）生鲜\n生鲜不退。\n（二）图书\n拆封不退。\n二、退款时间\n退款 3 天内到账。\n",
                [
                    "一、退货范围: 自签收之日起 7 天内可以退货。", "一、退货范围 › （一）生鲜: 生鲜不退。", "一、退货范围 › （二）图书: 拆封不退。",
                    "二、退款时间: 退款 3 天内到账。",
                ]
            ),
            (
                "第三章 退款\n\n第五条 到账时间\n银行卡 3 天。\n\n第六条 手续费\n不收。\n\n第七条 本条自公布之日起施行。",
                ["第三章 退款 › 第五条 到账时间: 银行卡 3 天。", "第三章 退款 › 第六条 手续费: 不收。\n第七条 本条自公布之日起施行。"]
            ),
            (
                "Terms of hire\n\nArticle 1 Deposit\nThe deposit is 80 EUR.\n\nArticle 2 Return\nReturn by 18:00 as\nSection 3 of the law says.\n",
                [
                    "Article 1 Deposit: The deposit is 80 EUR.",
                    "Article 2 Return: Return by 18:00 as\nSection 3 of the law says.",
                ]
            ),
            (
                "常见问题\n1. 如何退货？\n在订单页申请。\n2. 多久到账？\n3 天内。\n",
                ["1. 如何退货？: 在订单页申请。", "2. 多久到账？: 3 天内。"]
            ),
            ("步骤：\n1. 打开后盖\n2. 取出纸张\n3. 关上后盖\n然后开机。", ["步骤：\n1. 打开后盖\n2. 取出纸张\n3. 关上后盖\n然后开机。"]),
            ("清单：\n\n一、苹果\n\n二、梨\n\n三、桃\n\n以上均可退。", ["清单：\n一、苹果\n二、梨\n三、桃\n以上均可退。"]),
            ("【退货】\n13 天内。\n【换货】\n15 天内。", ["【退货】: 13 天内。", "【换货】: 15 天内。"]),
            ("Returns\n=======\n\nWithin 16 days.\n\nFees\n----\n\nNone.", ["Within 16 days.", "Fees: None."]),
        ]
    )
    func outlines(text: String, passages: [String]) throws {
        let found = FieldCase.passages(of: try TextReader().read(Data(text.utf8), name: "notice"))
        #expect(found == passages)
    }

    @Test("data in base64 is left out and noted, invisible characters are left out")
    func encodedData() throws {
        let document = try FieldCase.read("06-base64-text.txt")
        #expect(FieldCase.passages(of: document) == ["保修期 16 个月。"])
        #expect(document.title == "说明如下")
        #expect(document.notes == ["a run of base64 was left out"])
        let soft = try TextReader().read(Data("Rück\u{AD}gabe in 1\u{200B}6 Tagen.\u{FEFF}".utf8), name: "x")
        #expect(soft.source.text == "Rückgabe in 16 Tagen.")
    }
}
