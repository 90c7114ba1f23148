import Batch
import Foundation
import OperatingSystem
import RAGCore

/// The removal of customers' words from the files that batches keep: journals, and requests on their way to a provider.
struct BatchErasure: Sendable {
    private let folder: URL

    /// Creates an erasure for the batches of `workspace`.
    init(_ workspace: Workspace) { folder = workspace.derived.appending(path: "batch", directoryHint: .isDirectory) }

    /// The findings for words, or for a time.
    struct Found: Sendable {
        var journals: [ForgetPlan.Place] = []
        var requestFiles: [String] = []
        var busy: [String] = []
    }

    /// Finds the entries that hold the words. `names` are the fingerprints of questions.
    func find(named names: Set<String>, orWords isMatch: (String) -> Bool) -> Found {
        each { journal, found in
            let count = (try? JournalErasure(of: journal).count(named: names, orWords: isMatch)) ?? 0
            if count > 0 { found.journals.append(.init(path: journal.path, entries: count)) }
            found.requestFiles += requests(of: journal).filter { file in
                (try? String(contentsOf: file, encoding: .utf8)).map {
                    $0.split(whereSeparator: \.isNewline).contains { isMatch(String($0)) }
                } ?? true
            }.map(\.path)
        }
    }

    /// Finds the journals that were last written before `date`, and their requests.
    func find(before date: Date) -> Found {
        each { journal, found in
            let attributes = try? FileManager.default.attributesOfItem(atPath: journal.path)
            guard let changed = attributes?[.modificationDate] as? Date, changed < date else { return }
            let count = (try? JournalErasure(of: journal).count(named: []) { _ in true }) ?? 0
            found.journals.append(.init(path: journal.path, entries: count))
            found.requestFiles += requests(of: journal).map(\.path)
        }
    }

    /// Erases the entries and files of a plan. Returns the journals that could not be erased, because a batch is
    /// running or they cannot be written.
    func erase(_ plan: ForgetPlan, named names: Set<String>, orWords isMatch: (String) -> Bool) -> [String] {
        let files = Set(plan.requestFiles)
        let failed = plan.journals.map(\.path).filter { path in
            let journal = URL(filePath: path)
            guard let lock = Self.lock(journal) else { return true }
            defer { withExtendedLifetime(lock) {} }
            return (try? JournalErasure(of: journal).erase(named: names, orWords: isMatch)) == nil
        }
        return failed + files.filter { unlink($0) != 0 && errno != ENOENT }
    }

    /// Collects what `body` finds in each journal that no run is using.
    private func each(_ body: (URL, inout Found) -> Void) -> Found {
        var found = Found()
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        for name in names.sorted() where name.hasSuffix(".journal") {
            let journal = folder.appending(path: name)
            guard let lock = Self.lock(journal) else {
                found.busy.append(journal.path)
                continue
            }
            body(journal, &found)
            withExtendedLifetime(lock) {}
        }
        return found
    }

    /// Returns the lock that a run holds while it uses the journal; nil if one does.
    private static func lock(_ journal: URL) -> FileLock? {
        try? FileLock(.exclusive, journal.deletingPathExtension().path + ".lock")
    }

    private func requests(of journal: URL) -> [URL] {
        let folder = journal.deletingPathExtension().appendingPathExtension("provider")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return names.sorted().map { folder.appending(path: $0) }
    }
}
