import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite struct MailReaderTests {
    private func read(_ mail: String) throws -> ReadDocument {
        let reader = try #require(DocumentReaders.standard.reader(for: "a.eml"))
        return try reader.read(Data(mail.replacing("\n", with: "\r\n").utf8), name: "name")
    }

    @Test("a Chinese mail in base64: subject without Re, name and day of the writer, quoted text apart")
    func chinese() throws {
        let document = try SampleDocument.read("python-0.eml")
        #expect(document.title == "订单 75213 的退货与运费问题（请尽快处理，包含较长的标题以便折行）")
        #expect(document.language == .chinese)
        let outline = document.outline
        #expect(outline[1] == "客服中心, 2026-11-30")
        #expect(outline.contains("1. 打开订单"))
        let quote = try #require(outline.firstIndex(of: "## 在 2026年11月29日 09:12，李雷 写道："))
        #expect(outline[quote + 1] == "运费要 63 元吗？\n我想退货。")
    }

    @Test("an English mail in quoted-printable")
    func english() throws {
        let document = try SampleDocument.read("python-3.eml")
        #expect(document.title == "Returning order 90889 — question about the shipping fee and the date of the refund")
        #expect(document.outline.contains("## On Sun, Nov 29, 2026 at 9:12 AM Bob wrote:"))
        #expect(document.outline.last == "Is the fee 79 euros?\nI want to return it.")
    }

    @Test("a table of the page is read instead of the plain text that loses it")
    func page() throws {
        #expect(
            try SampleDocument.read("python-4.eml").outline.last
                == "T | 型号 | 价格 |\n| --- | --- |\n| KX-1 | 28019 |"
        )
    }

    @Test("an attached workbook is read, with its Chinese name")
    func attachment() throws {
        let outline = try SampleDocument.read("python-6.eml").outline
        #expect(outline.suffix(2) == ["# 运费表（2026年最新版）.xlsx", "R  = 地区：华东\n运费：83368"])
    }

    @Test("an attached mail is read, and an attachment that cannot be read is named")
    func nested() throws {
        let document = try SampleDocument.read("python-8.eml")
        #expect(document.outline.contains("里面的问题：押金 86121 元？"))
        #expect(document.notes == ["the attachment x.unknown was left out: its format is not supported"])
    }

    @Test("a signature is left out with a note, and a long text below two hyphens is not", arguments: ["-- ", "--"])
    func signature(mark: String) throws {
        let document = try read("Subject: Fee\n\nIt is 5 euros.\n\n\(mark)\nAnna\nTel 555 0100\n")
        #expect(document.outline == ["# Fee", "It is 5 euros."])
        #expect(document.notes == ["the signature was left out"])
        let long = (1...13).map { "Line \($0) of the text." }.joined(separator: "\n")
        let text = try read("Subject: Fee\n\nIt is 5 euros.\n\n\(mark)\n\(long)\n")
        #expect(text.notes.isEmpty)
        #expect(text.source.text.contains("Line 13"))
    }

    @Test(
        "messages that programs quote without marks are apart",
        arguments: ["-----Original Message-----", "------------------ 原始邮件 ------------------", "On 1 Dec Bob wrote:"]
    )
    func unmarkedQuotes(line: String) throws {
        let document = try read("Subject: Fee\n\nIt is 5 euros.\n\n\(line)\nHow much is it?\n")
        #expect(document.outline == ["# Fee", "It is 5 euros.", "## \(line)", "How much is it?"])
    }

    @Test(
        "header fields above a quoted message name it, without addresses, in plain text and in a page",
        arguments: [
            ("From: Bob <bob@example.com>\nSent: Monday\nTo: help@example.com\nSubject: Fee", "## From: Bob"),
            ("发件人: 李雷 <li@example.com>\n发送时间: 2026年11月29日\n收件人: help@example.com\n主题: 运费", "## 发件人: 李雷"),
        ]
    )
    func quotedHeaders(fields: String, heading: String) throws {
        let plain = try read("Subject: S\n\nIt is 5 euros.\n\n\(fields)\n\nHow much is it?\n")
        #expect(plain.outline == ["# S", "It is 5 euros.", heading, "How much is it?"])
        let lines = fields.replacing("<", with: "&lt;").replacing("\n", with: "<br>")
        let page = "<p>It is 5 euros.</p><p>\(lines)</p><p>How much is it?</p>"
        let rich = try read("Subject: S\nContent-Type: text/html; charset=utf-8\n\n\(page)\n")
        #expect(rich.outline == ["# S", "It is 5 euros.", heading, "How much is it?"])
    }

    @Test("rows of an attached table keep the days on which they are valid, and what a page hides is noted")
    func attachedValidity() throws {
        let document = try read(
            """
            Subject: S
            Content-Type: multipart/mixed; boundary="b"

            --b
            Content-Type: text/html

            <p>The fee is <del>5</del> 7 euros and is paid by card.</p>
            --b
            Content-Type: text/csv; charset=utf-8
            Content-Disposition: attachment; filename="faq.csv"

            问题,答案,失效日期
            运费多少?,8 元,2020-12-31
            --b--
            """
        )
        #expect(document.blocks.compactMap(\.validity) == [Validity(from: nil, until: "2020-12-31")])
        #expect(document.notes == ["1 struck-through text was left out"])
    }

    @Test("parts without a boundary are read as one text")
    func noBoundary() throws {
        let document = try read("Subject: S\nContent-Type: multipart/mixed\n\nThe fee is 7 euros.\n")
        #expect(document.outline == ["# S", "The fee is 7 euros."])
    }

    @Test("an answer below the quoted text belongs to the writer")
    func answersBelow() throws {
        let document = try read("Subject: Fee\n\n> How much?\n\nIt is 5 euros.\n\n> When?\n\nToday.\n")
        #expect(
            document.outline == [
                "# Fee", "## Quoted text", "How much?", "It is 5 euros.", "## Quoted text", "When?", "Today.",
            ]
        )
    }

    @Test("flowed lines are joined, an encoded word may divide a character, and a long file name may be divided")
    func encodings() throws {
        let document = try read(
            """
            Subject: =?utf-8?B?6YCA?= =?utf-8?B?5qw=?=
             =?utf-8?B?vg==?=
            Content-Type: text/plain; charset=utf-8; format=flowed

            The parcel\u{20}
            arrives today.
            """
        )
        #expect(document.title == "退款")
        #expect(document.outline.last == "The parcel arrives today.")
        var start = 0
        let headers = MailHeaders(
            Data("Content-Disposition: attachment; filename*0*=utf-8''%E8%BF%90; filename*1*=%E8%B4%B9.pdf\n\n".utf8),
            bodyStart: &start
        )
        #expect(headers.parameter("filename", of: "content-disposition") == "运费.pdf")
    }

    @Test("a mail without an end of its parts, and parts in parts without end, are read as far as they go")
    func damaged() throws {
        let document = try read(
            "Subject: S\nContent-Type: multipart/mixed; boundary=\"b\"\n\n--b\nContent-Type: text/plain\n\nHello there, Anna"
        )
        #expect(document.outline.last == "Hello there, Anna")
        let deep = (0..<40).reduce("text") { body, level in
            "Content-Type: multipart/mixed; boundary=\"b\(level)\"\n\n--b\(level)\n\(body)\n--b\(level)--\n"
        }
        _ = try read("Subject: deep\n" + deep)
        #expect(refusal { try read("no mail at all") } == "does not match its file name: it is no mail")
    }
}
