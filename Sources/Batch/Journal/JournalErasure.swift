import Foundation
import RAGCore

/// The removal of lines from the journal of a batch that no run is using.
package struct JournalErasure: Sendable {
    private let url: URL

    /// Creates an erasure for the journal at `url`.
    package init(of url: URL) { self.url = url }

    /// Returns how many lines hold words that `isMatch` finds, or are named after one of `names`. Throws if the file
    /// cannot be read.
    package func count(named names: Set<String>, orWords isMatch: (String) -> Bool) throws -> Int {
        try lines().count { Self.matches($0, names, isMatch) }
    }

    /// Replaces the file by one without these lines. Its lines are answered anew by the next run. Throws if the file
    /// cannot be written; then it is unchanged.
    package func erase(named names: Set<String>, orWords isMatch: (String) -> Bool) throws {
        let kept = try lines().filter { !Self.matches($0, names, isMatch) }
        var bytes = Data()
        for line in kept { bytes += line + [0x0A] }
        let part = url.appendingPathExtension("part")
        try? FileManager.default.removeItem(at: part)
        guard
            FileManager.default.createFile(
                atPath: part.path,
                contents: bytes,
                attributes: [.posixPermissions: 0o600]
            ),
            rename(part.path, url.path) == 0
        else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
    }

    private func lines() throws -> [Data] {
        try Data(contentsOf: url).split(separator: 0x0A).map { Data($0) }
    }

    /// Whether one of the texts in the JSON value of a line matches.
    private static func matches(_ line: Data, _ names: Set<String>, _ isMatch: (String) -> Bool) -> Bool {
        let parts = line.split(separator: 0x09, maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4 else { return false }
        if names.contains(String(decoding: parts[1], as: UTF8.self)) { return true }
        let value = try? JSONSerialization.jsonObject(with: Data(parts[3]), options: .fragmentsAllowed)
        return value.map { texts(in: $0).contains(where: isMatch) } ?? false
    }

    private static func texts(in value: Any) -> [String] {
        switch value {
        case let text as String: [text]
        case let list as [Any]: list.flatMap(texts)
        case let object as [String: Any]: object.values.flatMap(texts)
        default: []
        }
    }
}
