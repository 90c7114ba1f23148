import Foundation
import OperatingSystem
import Testing

@testable import Ingestion

/// Results for whole files of every format, compared with the files in Tests/Fixtures/golden: title, language,
/// metadata, counts, hash of the text, and the place of each chunk. `KEFU_UPDATE_GOLDEN=1 swift test --filter
/// GoldenDocuments` writes them again; read the difference before you commit it.
@Suite struct GoldenDocumentsTests {
    @Test("a file gives the result in its golden file", arguments: (fixtures + knowledgeBase).filter { !$0.isPDF })
    func ours(_ document: GoldenDocument) throws {
        try compare(document)
    }

    @Test(
        "a PDF file gives the result in its golden file",
        .enabled(if: ToolRun.path(of: "pdftotext") != nil, "pdftotext is not installed: no PDF was read"),
        arguments: (fixtures + shared).filter(\.isPDF)
    )
    func portable(_ document: GoldenDocument) throws {
        try compare(document)
    }

    @Test(
        "a file of the shared data gives the result in its golden file",
        .enabled(if: !shared.isEmpty, "../shared/data/docs-formats is not there"),
        arguments: shared.filter { !$0.isPDF }
    )
    func theirs(_ document: GoldenDocument) throws {
        try compare(document)
    }

    @Test("every golden file has its document, and the sample pages are there")
    func complete() throws {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: GoldenDocument.goldenFolder.path)
        let ours = (Self.fixtures + Self.knowledgeBase).map { "\($0.testDescription).txt" }
        let golden = paths.filter { $0.hasSuffix(".txt") && !$0.hasPrefix(GoldenDocument.Origin.shared.rawValue) }
        #expect(golden.sorted() == ours.sorted())
        #expect(Self.knowledgeBase.count == Self.samplePages.count)
    }

    private func compare(_ document: GoldenDocument) throws {
        let found = try document.facts().joined(separator: "\n")
        if ProcessInfo.processInfo.environment["KEFU_UPDATE_GOLDEN"] == "1" {
            let folder = document.golden.deletingLastPathComponent()
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try Data((found + "\n").utf8).write(to: document.golden)
        }
        guard let golden = try? String(contentsOf: document.golden, encoding: .utf8) else {
            Issue.record("\(document.golden.path) is not there; KEFU_UPDATE_GOLDEN=1 writes it")
            return
        }
        guard golden != found + "\n" else { return }
        let changes = found.split(separator: "\n").difference(from: golden.split(separator: "\n")).map { change in
            switch change {
            case .remove(_, let line, _): "- \(line)"
            case .insert(_, let line, _): "+ \(line)"
            }
        }
        Issue.record(
            "\(document.testDescription) is not as its golden file says (-), but:\n\(changes.joined(separator: "\n"))"
        )
    }

    private static let fixtures = GoldenDocument.all(.fixtures)
    /// Without the book of 251 pages in a debug build, which takes some seconds for it.
    private static let shared = GoldenDocument.all(.shared).filter {
        !isDebug || $0.path != "debian-reference.zh-cn.pdf"
    }
    private static let knowledgeBase = GoldenDocument.all(.knowledgeBase).filter { samplePages.contains($0.path) }

    private static var isDebug: Bool {
        #if DEBUG
            true
        #else
            false
        #endif
    }

    /// Some files of each format and of each kind of page, in both languages.
    private static let samplePages: Set = [
        "en/account/privacy.html", "en/billing/invoices.md", "en/faq.csv", "en/orders/business-orders.html",
        "en/products/battery-safety.txt", "en/products/kettle.html", "en/products/robot-vacuums.md",
        "en/returns/return-policy.md", "en/service/error-codes.md", "en/service/support-hours-memo.txt",
        "en/shipping/international-shipping.md", "zh/account/fraud-warning.txt", "zh/billing/invoices.md",
        "zh/billing/payment-problems.html", "zh/faq.csv", "zh/membership/tiers-and-points.md",
        "zh/products/battery-safety.txt", "zh/products/robot-vacuums.md", "zh/returns/return-policy.md",
        "zh/service/error-codes.md", "zh/service/spare-parts.html", "zh/shipping/cross-border.md",
        "zh/shipping/spring-festival-2027.txt", "zh/shipping/tracking.html",
    ]
}
