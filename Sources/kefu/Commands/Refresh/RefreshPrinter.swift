import Application
import Foundation
import Ingestion
import RAGCore

/// Prints the progress and the outcome of a refresh.
struct RefreshPrinter: Sendable {
    let console: Console
    /// Whether only faults are printed.
    let isQuiet: Bool
    let isJSON: Bool

    /// Shows one step of a refresh.
    func show(_ event: RefreshEvent) {
        switch event {
        case .checkingWebPages:
            if !isQuiet { console.progress("looking at web pages …") }
        case .webPagesChecked(let reports):
            console.endProgress()
            for report in reports { show(report) }
        case .progress(let progress):
            if !isQuiet { console.progress(progress.line) }
        case .watching(let folders):
            if !isQuiet { console.error("Watching \(folders.joined(separator: ", ")). Ctrl-C ends it.") }
        case .refreshed(let report, let web):
            console.endProgress()
            if report.hasNews { try? print(report, web: web) }
        case .failed(let error):
            console.endProgress()
            console.error((error as? RAGError)?.description ?? "\(error)")
        }
    }

    private func show(_ report: WebReport) {
        for skipped in report.skipped where skipped.isFault || !isQuiet {
            console.error("\(report.source): \(skipped)")
        }
        if !isQuiet { console.error(report.line) }
    }

    /// Prints which generation answers after a roll-back.
    func print(rolledBackTo generation: Generation, from withdrawn: GenerationRecipe?) throws {
        if isJSON { return try console.printJSON(generation) }
        guard !isQuiet else { return }
        try console.print("Questions are now answered from the index made with \(generation.recipe.words).")
        if let withdrawn {
            console.error(
                "The settings still name \(withdrawn.words). `kefu refresh` keeps the present index up to date and does not rebuild the other one; run `kefu refresh --rollback` again to return to it."
            )
        }
    }

    /// Prints what a refresh did: faults to stderr, the summary to stdout.
    func print(_ report: RefreshReport, web: [WebReport]) throws {
        for skipped in report.skipped where skipped.isFault || !isQuiet { console.error("skipped: \(skipped)") }
        if !report.unsupported.isEmpty, !isQuiet {
            let formats = report.unsupported.sorted { $0.key < $1.key }.map {
                "\($0.value) \($0.key.isEmpty ? "without extension" : ".\($0.key)")"
            }
            console.error("not read, in other formats: \(formats.joined(separator: ", "))")
        }
        for note in report.notes where !isQuiet { console.error("note: \(note)") }
        for path in report.leftBehind { console.error("no longer in the index: \(path)") }
        if !report.unseen.isEmpty {
            console.error(
                "The new index is not used yet: \(report.unseen.count) documents of the old one cannot be found now, such as \(report.unseen[0])"
            )
        }
        if let refusal = report.refusal { console.error("A refresh would refuse this: \(refusal)") }
        if report.isHeld, !isQuiet {
            console.error(
                "The index was rolled back, so it keeps its embedding model and chunk size; the settings name others"
            )
        }
        if isJSON {
            try console.printJSON(WholeReport(report: report, web: web))
        } else if !isQuiet {
            try console.print(report.line)
        }
    }
}

/// The output for programs: the refresh, and under `web` what became of the copies of web pages.
private struct WholeReport: Encodable {
    let report: RefreshReport
    let web: [WebReport]

    private enum Key: CodingKey { case web }

    func encode(to encoder: any Encoder) throws {
        try report.encode(to: encoder)
        var container = encoder.container(keyedBy: Key.self)
        try container.encode(web, forKey: .web)
    }
}

extension RefreshReport {
    /// Whether there is anything to say.
    fileprivate var hasNews: Bool {
        !added.isEmpty || !changed.isEmpty || !moved.isEmpty || !removed.isEmpty || hasFaults
    }

    /// The summary, on one line.
    fileprivate var line: String {
        let changes = [
            (added.count, "added"), (changed.count, "changed"), (moved.count, "moved"), (removed.count, "removed"),
            (unchanged, "unchanged"), (skipped.count, "skipped"),
        ]
        let documents = changes.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
        let price = cost.map { ", price \($0.formatted(digits: $0 < 1 ? 4 : 2))" } ?? ""
        return (isDryRun ? "Would be: " : "") + (documents.isEmpty ? "no documents" : documents)
            + "; \(chunks) chunks, \(embedded) texts embedded in \(calls) calls (\(tokens) tokens\(price)), \(reused) reused; "
            + "\(seconds.formatted(digits: 1)) s"
    }
}

extension WebReport {
    /// The changes of the copies, on one line.
    fileprivate var line: String {
        isDryRun
            ? "\(source): \(unchanged) pages as they were last fetched; none is fetched now"
            : "\(source): \(fetched.count) pages new or changed, \(unchanged) unchanged, \(removed.count) gone"
    }
}
