import Foundation
import RAGCore
import Testing

@testable import Application

@Suite struct AuditJobTests {
    private func audit(
        _ documents: [String: String],
        options: AuditJob.Options = AuditJob.Options()
    ) async throws -> AuditReport {
        var report: AuditReport?
        try await withAssembly(documents) { assembly in
            let refresh = try await RefreshJob(assembly)
            _ = try await refresh.run { _ in }
            try refresh.close()
            report = try await AuditJob(assembly, options: options).run()
        }
        return try #require(report)
    }

    private let documents = [
        "policy.md":
            "# Returns\n\nPhones can be returned within 14 days of delivery.\n\n## Fees\n\nThe restocking fee is £5.\n",
        "faq.md":
            "# Questions\n\n## Returning\n\nPhones can be returned within 28 days of delivery.\n\n## Paying\n\nThe restocking fee is £5.\n",
        "退货.md": "# 退货\n\n签收后 7 天内可以无理由退货。见[费用](费用.md)和[退款](#退款)。\n\n## 退款\n\n优惠截止到 2020 年 1 月 1 日。\n",
        "问答.md": "# 问答\n\n签收后 15 天内可以无理由退货。\n",
    ]

    @Test("planted contradictions, a broken link and a past date are found with their lines, worst first")
    func findings() async throws {
        let report = try await audit(documents, options: .init(kinds: [.dates, .links, .contradictions]))
        #expect(report.documents == 4)
        #expect(report.findings.map(\.kind) == [.contradictions, .contradictions, .links, .dates])
        let places = Set(report.findings.prefix(2).map { Set($0.places.map(\.description)) })
        #expect(places == [["policy.md:3", "faq.md:5"], ["退货.md:3", "问答.md:3"]])
        #expect(
            Set(report.findings.prefix(2).flatMap(\.places).compactMap(\.words)) == [
                "within 14 days", "within 28 days", "7 天内", "15 天内",
            ]
        )
        #expect(report.findings[2].summary == "There is no file 费用.md")
        #expect(report.findings[3].places.map(\.description) == ["退货.md:7"])
    }

    @Test("documents that agree have no findings of these kinds")
    func agreement() async throws {
        let agreeing = [
            "policy.md": "# Returns\n\nPhones can be returned within 14 days of delivery.\n",
            "faq.md": "# Questions\n\nPhones can be returned within two weeks of delivery.\n",
        ]
        let report = try await audit(agreeing, options: .init(kinds: [.contradictions, .links, .dates]))
        #expect(report.findings.isEmpty && report.notes.isEmpty)
    }

    @Test("only the chosen kinds are looked for")
    func kinds() async throws {
        let report = try await audit(documents, options: .init(kinds: [.links]))
        #expect(report.findings.map(\.kind) == [.links])
    }

    @Test("links that are not checked are named in notes")
    func notes() async throws {
        let pages = [
            "a.html":
                "<html><body><nav><a href=\"index.html\">Home</a></nav><p>Parcels are sent every day.</p></body></html>",
            "b.md": "# Help\n\nSee [our site](https://shop.example/).\n",
            "c.txt": "Visit https://shop.example/ for help.\n",
        ]
        let report = try await audit(pages, options: .init(kinds: [.links]))
        #expect(report.findings.isEmpty)
        #expect(report.notes.count == 3)
        #expect(report.notes.contains { $0.contains("footers") && $0.contains("1 in all") })
        #expect(report.notes.contains { $0.contains("(txt)") })
        #expect(report.notes.contains { $0.hasPrefix("1 link into the web") })
    }

    @Test("without an index the audit says so")
    func noIndex() async throws {
        try await withAssembly { assembly in
            await #expect(throws: RAGError.self) { try await AuditJob(assembly).run() }
        }
    }
}
