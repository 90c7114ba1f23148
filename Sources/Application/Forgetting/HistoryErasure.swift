import Foundation
import OperatingSystem
import RAGCore

/// The removal of lines from the history of `kefu chat`, a file with one JSON string a line.
struct HistoryErasure: Sendable {
    let file: URL

    /// Returns the number of lines that `isMatch` finds; 0 if there is no history.
    func count(_ isMatch: (String) -> Bool) -> Int { lines().count { Self.matches($0, isMatch) } }

    /// Returns the number of lines if the last one was typed before `date`; otherwise 0, because lines have no dates.
    func count(before date: Date) -> Int {
        let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
        guard let changed = attributes?[.modificationDate] as? Date, changed < date else { return 0 }
        return lines().count
    }

    /// Replaces the file by one without the lines that `isMatch` finds. Throws `RAGError`.
    func erase(_ isMatch: (String) -> Bool) throws {
        let kept = lines().filter { !Self.matches($0, isMatch) }
        do {
            try PrivateFile.write(kept.reduce(into: Data()) { $0 += $1 + [0x0A] }, to: file.path)
        } catch {
            throw RAGError(
                .failed,
                "The history \(file.path) cannot be written: \(error.reason)",
                hint: "Make the workspace writable for the user who runs kefu"
            )
        }
    }

    private func lines() -> [Data] {
        ((try? Data(contentsOf: file)) ?? Data()).split(separator: 0x0A).map { Data($0) }
    }

    private static func matches(_ line: Data, _ isMatch: (String) -> Bool) -> Bool {
        let text = (try? JSONDecoder().decode(String.self, from: line)) ?? String(decoding: line, as: UTF8.self)
        return isMatch(text)
    }
}
