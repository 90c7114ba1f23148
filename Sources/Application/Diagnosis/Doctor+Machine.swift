import Foundation
import RAGCore

extension Doctor {
    /// The free bytes below which work will soon fail, and below which it fails.
    private static let (scarce, tooFew) = (1_000_000_000, 100_000_000)

    /// Examines disk, locale and clock.
    func machine() -> [Finding] {
        [disk(), Self.locale(ProcessInfo.processInfo.environment), Self.year(Date())]
    }

    private func disk() -> Finding {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: workspace.root.path)
        guard let free = (attributes?[.systemFreeSize] as? NSNumber)?.intValue else {
            return .warning(.machine, "The free space of the disk cannot be read", "Look with df")
        }
        let message = "\(free / 1_000_000) MB are free on the disk of \(workspace.root.path)"
        let advice = "Free some space: the index and the conversations grow"
        if free < Self.tooFew { return .fault(.machine, message, advice) }
        return free < Self.scarce ? .warning(.machine, message, advice) : .ok(.machine, message)
    }

    static func locale(_ environment: [String: String]) -> Finding {
        let name = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
        let folded = (name ?? "").lowercased()
        guard folded.contains("utf-8") || folded.contains("utf8") else {
            return .warning(
                .machine,
                "The locale is \(name ?? "not set"), which is not UTF-8: a terminal may show Chinese wrongly",
                "Set LANG to zh_CN.UTF-8, en_US.UTF-8 or C.UTF-8"
            )
        }
        return .ok(.machine, "the locale is \(name ?? "-")")
    }

    /// A clock without a battery begins in 1970 or at the build of the system.
    static func year(_ now: Date) -> Finding {
        let text = now.formatted(.iso8601)
        return now.timeIntervalSince1970 < 1_735_689_600
            ? .fault(.machine, "The clock says \(text), which is long past", "Set it by NTP")
            : .ok(.machine, "the clock says \(text)")
    }

    /// Examines who may read and write the workspace.
    func rights() -> [Finding] {
        guard FileManager.default.isWritableFile(atPath: workspace.root.path) else {
            return [.fault(.rights, "\(workspace.root.path) may not be written", "Allow it to the user who runs kefu")]
        }
        var findings: [Finding] = []
        let derived = workspace.derived.path
        guard FileManager.default.fileExists(atPath: derived) else { return [] }
        let paths =
            [derived]
            + ((try? FileManager.default.subpathsOfDirectory(atPath: derived)) ?? []).map { "\(derived)/\($0)" }
        let open = paths.filter { path in
            var status = stat()
            return lstat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFLNK && status.st_mode & 0o077 != 0
        }
        let isShut = !open.contains(derived)
        if let first = open.first {
            let others = open.count > 1 ? " and \(open.count - 1) more" : ""
            findings.append(
                .warning(
                    .rights,
                    isShut
                        ? "\(first)\(others) may be read by others, if they reach the folder"
                        : "\(first)\(others) may be read by other users of this machine",
                    "chmod -R go= \(derived)"
                )
            )
        } else {
            findings.append(.ok(.rights, "only you may read \(derived)"))
        }
        let foreign = paths.filter { !FileManager.default.isReadableFile(atPath: $0) }
        if let first = foreign.first {
            findings.append(
                .fault(.rights, "\(first) may not be read by this user", "Run kefu as one user, or change the owner")
            )
        }
        return findings
    }
}
