import Foundation
import OperatingSystem
import RAGCore

/// The files in which a workspace keeps its topics.
///
/// `topics.json` has what people decided: names, merges, moved questions. It belongs into version control. The file in
/// `.kefu/` has the topics of the last run and can be deleted; then the topics without a name get new numbers. Neither
/// has words of customers.
struct TopicStore: Sendable {
    /// The file of what people decided.
    let decisions: URL
    /// The file of what the last runs found.
    let found: URL
    private let lock: URL

    /// The name of the file of decisions in the workspace.
    static let decisionsName = "topics.json"

    private static let about =
        "Topics that people named, merged or corrected with `kefu topics`. Texts are hashes. Keep this file."

    /// Creates the place of the topics of `workspace`, whether or not there are any.
    init(_ workspace: Workspace) {
        decisions = workspace.root.appending(path: Self.decisionsName)
        found = workspace.derived.appending(path: "topics.json")
        lock = workspace.derived.appending(path: "topics.lock")
    }

    /// Both files.
    struct Content: Sendable, Equatable {
        var decisions: TopicFile
        var found: TopicFile
    }

    /// Reads both files. A damaged file of found topics counts as empty. Throws `RAGError` for damaged decisions.
    func read() throws -> Content {
        do {
            return Content(
                decisions: try TopicFile(reading: decisions),
                found: (try? TopicFile(reading: found)) ?? TopicFile()
            )
        } catch {
            throw RAGError(
                .failed,
                "The topics in \(decisions.path) cannot be read",
                hint: "Correct the file, or take an earlier version from your version control",
                cause: error
            )
        }
    }

    /// Changes the files while no other process can. Each is replaced as a whole if it changes. Throws `RAGError`, and
    /// what `change` throws.
    func update<Result>(_ change: (inout Content) throws -> Result) async throws -> Result {
        try prepare(lock.deletingLastPathComponent())
        let held: FileLock?
        do {
            held = try await FileLock.wait(.exclusive, lock.path, seconds: Self.patience)
        } catch let error as SystemError {
            throw RAGError.lockFile(lock.path, call: error.call, code: error.code)
        }
        guard let held else {
            throw RAGError(.failed, "Another process is changing the topics", hint: "Try again in a moment")
        }
        defer { withExtendedLifetime(held) {} }
        let before = try read()
        var content = before
        let result = try change(&content)
        if content.decisions != before.decisions {
            content.decisions.about = Self.about
            try write(content.decisions, to: decisions)
        }
        if content.found != before.found {
            try write(content.found, to: found)
            chmod(found.path, 0o600)
        }
        return result
    }

    /// Seconds to wait for another process, which holds the lock only while it writes.
    private static let patience = 30.0

    private func prepare(_ folder: URL) throws {
        do {
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        } catch {
            throw Self.unwritable(folder, error)
        }
    }

    private func write(_ file: TopicFile, to url: URL) throws {
        do {
            try file.write(to: url)
        } catch {
            throw Self.unwritable(url, error)
        }
    }

    private static func unwritable(_ url: URL, _ cause: any Error) -> RAGError {
        RAGError(
            .failed,
            "\(url.path) cannot be written",
            hint: "Make the workspace writable for the user who runs kefu",
            cause: cause
        )
    }
}
