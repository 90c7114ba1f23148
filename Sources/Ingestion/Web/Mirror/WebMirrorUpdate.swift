import Foundation
import OperatingSystem
import RAGCore

/// One update of a mirror: its record, its files and its report.
struct WebMirrorUpdate {
    private let mirror: WebMirror
    private var record: WebRecord
    private(set) var report: WebReport
    /// Pages to check.
    private(set) var chosen: [WebAddress] = []
    /// Names of copies to remove once the record is written.
    private var withdrawn: [String] = []
    /// Whether each page gave an answer. Then files that the record does not contain can be removed.
    private var knowsAll = true
    private var unsaved = 0
    private var failuresInARow = 0

    init(of mirror: WebMirror) {
        self.mirror = mirror
        record = WebRecord(in: mirror.record)
        report = WebReport(source: mirror.source.name)
    }

    /// Whether to stop asking, because several requests in a row got no answer.
    var isHostDown: Bool { failuresInARow >= 5 }

    /// Returns a report without sending a request.
    func dryRunReport() -> WebReport {
        var report = report
        report.isDryRun = true
        report.unchanged = record.pages.values.count { $0.file != nil }
        return report
    }

    func prepareFolder() throws {
        try writing {
            try FileManager.default.createDirectory(at: mirror.source.folder, withIntermediateDirectories: true)
        }
    }

    /// Chooses pages from the list. If there are too many, known pages come first.
    mutating func begin(_ list: WebPageList) {
        report.skipped += list.faults
        chosen = list.pages
        guard chosen.count > mirror.limit else { return }
        let known = chosen.filter { record.pages["\($0)"]?.file != nil }
        let new = chosen.filter { record.pages["\($0)"]?.file == nil }
        chosen = Array((known + new).prefix(mirror.limit))
        report.skip(
            mirror.source.name,
            .unreadable,
            "lists \(list.pages.count) pages; only \(mirror.limit) are kept because of its limit"
        )
    }

    /// Returns the record that makes a request for `page` conditional, or nil if all its bytes are needed.
    func knowledge(of page: WebAddress) -> WebRecord.Page? {
        guard let known = record.pages["\(page)"] else { return nil }
        if let file = known.file {
            return FileKind(at: location(of: file).path, followingLinks: false) == .file ? known : nil
        }
        // There may be a reader now for a format that had none.
        let isReadNow = WebPage.isRead(known.contentType, at: page, extensions: mirror.extensions)
        return known.exclusion?.kind == .unsupported && isReadNow ? nil : known
    }

    /// Applies the result for a page. Throws `RAGError` if a copy cannot be written.
    mutating func take(_ finding: WebFinding, of address: WebAddress) throws {
        let page = "\(address)"
        failuresInARow = if case .failed(let failure) = finding, failure.isHostDown { failuresInARow + 1 } else { 0 }
        switch finding {
        case .failed(let failure):
            knowsAll = false
            report.skip(page, failure.isForbidden ? .empty : .unreadable, failure.reason)
        case .gone(let status):
            remove(page)
            report.skip(page, .empty, "is gone (\(status))")
        case .excluded(let found):
            remove(page)
            record.pages[page] = found
            reportExclusion(of: page)
        case .unchanged:
            if record.pages[page]?.file != nil { report.unchanged += 1 } else { reportExclusion(of: page) }
        case .copy(let bytes, let found):
            if let known = knowledge(of: address), known.hash == found.hash, known.file == found.file {
                report.unchanged += 1
            } else if let file = found.file {
                try writing { try PrivateFile.write(bytes, to: location(of: file).path) }
                report.fetched.append(page)
            }
            if let old = record.pages[page]?.file, old != found.file { withdrawn.append(old) }
            record.pages[page] = found
        }
        unsaved += 1
        if unsaved >= 64 { try save() }
    }

    /// Reports that `count` pages were not requested.
    mutating func reportUnrequested(_ count: Int) {
        knowsAll = false
        report.skip(
            mirror.source.name,
            .unreadable,
            "does not answer: \(count) more \(count == 1 ? "page was" : "pages were") not requested; copies stay"
        )
    }

    /// Removes pages that are no longer listed, and files without a record, for example from a killed run.
    mutating func finish(_ list: WebPageList) throws {
        if list.isComplete {
            let kept = Set(chosen.map(\.description))
            for page in record.pages.keys where !kept.contains(page) { remove(page) }
        }
        try save()
        if list.isComplete, knowsAll {
            let names = try? FileManager.default.contentsOfDirectory(atPath: mirror.source.folder.path)
            withdrawn += names ?? []
        }
        let kept = Set(record.pages.values.compactMap(\.file))
        for name in Set(withdrawn).subtracting(kept) { try? FileManager.default.removeItem(at: location(of: name)) }
        report.fetched.sort()
        report.removed.sort()
        report.skipped.sort { $0.path < $1.path }
    }

    /// Writes the record. Copies that it does not contain yet are fetched again.
    mutating func save() throws {
        try writing { try record.save(to: mirror.record) }
        unsaved = 0
    }

    /// Removes a page from the record; its copy is removed once the record is written.
    private mutating func remove(_ page: String) {
        guard let file = record.pages.removeValue(forKey: page)?.file else { return }
        withdrawn.append(file)
        report.removed.append(page)
    }

    private mutating func reportExclusion(of page: String) {
        guard let exclusion = record.pages[page]?.exclusion else { return }
        report.skip(page, exclusion.kind, exclusion.reason)
    }

    private func location(of file: String) -> URL { mirror.source.folder.appending(path: file) }

    private func writing(_ body: () throws -> Void) throws {
        do {
            try body()
        } catch {
            throw RAGError(
                .failed,
                "The copies of web pages at \(mirror.source.folder.path) cannot be written",
                hint: "Check its permissions and the room on the disk",
                cause: error
            )
        }
    }
}
