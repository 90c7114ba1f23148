import Foundation
import RAGCore
import Testing

@testable import Ingestion

@Suite struct ScopeColumnsTests {
    private func read(_ csv: String) throws -> ReadDocument { try CSVReader().read(Data(csv.utf8), name: "faq") }

    @Test("columns of region, version and dates stand below the answer; empty ones and marks of the staff do not")
    func scope() throws {
        let zh = try read("编号,问题,答案,适用地区,创建人,生效日期\n7,运费？,22 元,新疆,王,2026-03-01\n9,退货？,7 天,-,李,")
        #expect(zh.blocks.map(\.text) == ["22 元\n适用地区：新疆\n生效日期：2026-03-01", "7 天"])
        #expect(zh.notes == ["the columns 编号, 创建人 are for the staff and were left out"])
        let en = try read(
            "Ref,Question,Answer,Plan,Valid until\nF-1,A?,Yes.,Pro,2026-12-31\nF-2,B?,No.,Free,\nF-3,C?,Yes.,Pro,"
        )
        #expect(
            en.blocks.map(\.text) == ["Yes.\nPlan: Pro\nValid until: 2026-12-31", "No.\nPlan: Free", "Yes.\nPlan: Pro"]
        )
    }

    @Test("models and prices are no numbers of rows")
    func models() throws {
        let document = try read("问题,答案,适用型号,价格\nA？,是,A100,8\nB？,否,A200,12\nC？,是,B7,19")
        #expect(document.blocks.map(\.text) == ["是\n适用型号：A100\n价格：8", "否\n适用型号：A200\n价格：12", "是\n适用型号：B7\n价格：19"])
    }

    @Test(
        "rows that say that they are not published are left out with a note",
        arguments: [
            ("状态", "停用", "已发布"), ("状态", "已下线", "上线"), ("Status", "Draft", "Published"),
            ("status", "inactive", "active"),
            ("是否启用", "否", "是"), ("Published", "no", "yes"), ("发布状态", "待审核", "已发布"),
        ]
    )
    func withdrawn(name: String, off: String, on: String) throws {
        let document = try read("question,answer,\(name)\nA?,old,\(off)\nB?,new,\(on)")
        #expect(document.blocks.count == 1)
        #expect(document.blocks.first?.text?.hasPrefix("new") == true)
        #expect(
            document.notes == ["1 row not published according to the column \(name) was left out (first: line 2)"]
        )
    }

    @Test("internal remarks do not reach a passage, and a status in another table is a fact")
    func internalColumns() throws {
        let remarks = try read("问题,答案,内部备注\nA？,是,别告诉客户")
        #expect(remarks.blocks.map(\.text) == ["是"])
        #expect(remarks.notes == ["the column 内部备注 is for the staff and was left out"])
        #expect(try read("问题,答案,内部备注\nA？,是,").notes.isEmpty)
        #expect(try read("门店,状态\n苏州店,停用\n无锡店,营业").blocks.map(\.text).first == "门店：苏州店\n状态：停用")
    }

    @Test("an answer in JSON has its scope and its status as well")
    func json() throws {
        let text =
            #"[{"question":"A?","answer":"Yes.","region":"EU"},{"question":"B?","answer":"No.","status":"draft"}]"#
        let document = try JSONReader().read(Data(text.utf8), name: "faq")
        #expect(document.blocks.map(\.text) == ["Yes.\nregion: EU"])
        #expect(document.notes.count == 1)
    }

    @Test(
        "days with the year last are read by the order that their columns show",
        arguments: [
            (["31/12/2027", "03/04/2027"], ["2027-12-31", "2027-04-03"]),
            (["12/31/2027", "03/04/2027"], ["2027-12-31", "2027-03-04"]),
            (["1.2.2027", "03.04.2027 "], ["2027-02-01", "2027-04-03"]),
            (["05/05/2027", "03/04/2027"], ["2027-05-05", nil]),
            (["31/12/2027", "12/31/2027"], ["2027-12-31", "2027-12-31"]),
            (["Mar 5, 2027", "5-Mar-2027"], ["2027-03-05", "2027-03-05"]), (["long", "13/13/2027"], [nil, nil]),
        ]
    )
    func writtenDays(texts: [String], days: [String?]) throws {
        let rows = texts.enumerated().map { "Question \($0)?,Yes.,\"\($1)\"" }
        let document = try read("Question,Answer,Valid until\n\(rows.joined(separator: "\n"))")
        #expect(document.blocks.map { $0.validity?.until } == days)
        let unread = zip(texts, days).count { $0.contains(where: \.isNumber) && $1 == nil }
        #expect(document.notes.filter { $0.contains("not understood") }.count == min(unread, 1))
    }

    @Test("the days from and until which an answer holds are those of the block")
    func validity() throws {
        let block = try read("问题,答案,生效日期,失效日期\nA？,是,2026年3月1日,2026/12/31").blocks.first
        #expect(block?.validity?.from == "2026-03-01" && block?.validity?.until == "2026-12-31")
        let open = try read("question,answer,Valid from,Valid until\nA?,Yes.,1 March 2026,until further notice").blocks
            .first
        #expect(open?.validity?.from == "2026-03-01" && open?.validity?.until == nil)
        #expect(WrittenDay.iso("Mar 1, 2026") == "2026-03-01")
        #expect(WrittenDay.iso("3/4/2026") == nil)
    }
}
