import Foundation
import OperatingSystem
import RAGCore

/// The list of the files outside of `.kefu/` that commands have written from customers' questions: answers, tables,
/// drafts, reports. Only their paths are kept, so that `kefu forget` knows where a customer's words may be.
package struct OutputRegistry: Sendable {
    /// A file that was written.
    package struct Output: Sendable, Codable, Hashable {
        /// The whole path.
        package let path: String
        /// When it was written last, in seconds since 1970.
        package var written: Double
    }

    private let file: URL

    /// Creates the registry of `workspace`; its file is made with the first output.
    package init(_ workspace: Workspace) { file = workspace.root.appending(path: ".kefu/outputs.json") }

    /// Notes that the file at `path` was written. An output that cannot be noted is written all the same: the
    /// answers are worth more than the list.
    package func note(_ path: String, at time: Date = Date()) {
        let whole = URL(filePath: path).absoluteURL.standardizedFileURL.path
        guard let lock = try? FileLock(blocking: .exclusive, file.path + ".lock") else { return }
        var outputs = all().filter { $0.path != whole }
        outputs.append(Output(path: whole, written: time.timeIntervalSince1970))
        try? write(outputs)
        withExtendedLifetime(lock) {}
    }

    /// Returns all outputs that still exist, in the order of their paths.
    package func existing() -> [Output] {
        all().filter { FileManager.default.fileExists(atPath: $0.path) }.sorted { $0.path < $1.path }
    }

    private func all() -> [Output] {
        (try? JSONDecoder().decode([Output].self, from: Data(contentsOf: file))) ?? []
    }

    private func write(_ outputs: [Output]) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        try PrivateFile.write(encoder.encode(outputs), to: file.path)
    }
}
