import Foundation
import OperatingSystem
import Privacy
import RAGCore

/// The lines typed earlier, oldest first, stored with private data masked in a file that only its owner can read.
struct LineHistory: Sendable {
    private(set) var entries: [String] = []
    /// The file of the history; nil if nothing is stored.
    private let file: URL?
    private let mask: PrivateDataMask

    /// The greatest number of entries.
    private static let limit = 1_000

    /// Reads the history from `file`, which has one JSON string per line. Lines that cannot be read are skipped.
    init(file: URL?, mask: PrivateDataMask = PrivateDataMask()) {
        self.file = file
        self.mask = mask
        guard let file, let data = try? Data(contentsOf: file) else { return }
        entries = data.split(separator: UInt8(ascii: "\n")).compactMap { line in
            try? JSONDecoder().decode(String.self, from: line)
        }.suffix(Self.limit)
    }

    /// Adds `line` unless it is empty or equals the last entry. Errors while writing the file are ignored.
    mutating func add(_ line: String) {
        guard !line.isEmpty, line != entries.last else { return }
        entries.append(line)
        guard let file else { return }
        if entries.count > Self.limit * 5 / 4 {
            entries.removeFirst(entries.count - Self.limit)
            try? rewrite(file)
        } else {
            try? append(line, to: file)
        }
    }

    private func append(_ line: String, to file: URL) throws {
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
        let descriptor = open(file.path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
        try handle.write(contentsOf: encoded(line))
    }

    private func rewrite(_ file: URL) throws {
        let whole = try entries.reduce(into: Data()) { try $0.append(encoded($1)) }
        try PrivateFile.write(whole, to: file.path)
    }

    private func encoded(_ line: String) throws -> Data {
        try JSONEncoder().encode(mask.masked(line)) + Data("\n".utf8)
    }
}

extension LineHistory {
    /// A position in the history; it starts at the line being typed.
    struct Walk: Sendable {
        private var lines: [String]
        private var place: Int

        init(_ history: LineHistory) {
            lines = history.entries + [""]
            place = lines.count - 1
        }

        /// Moves to the previous line and returns it, or nil at the oldest. `current` is kept as the edited line.
        mutating func older(than current: String) -> String? { step(-1, from: current) }

        /// Moves to the next line and returns it, or nil at the line being typed.
        mutating func newer(than current: String) -> String? { step(1, from: current) }

        private mutating func step(_ count: Int, from current: String) -> String? {
            guard lines.indices.contains(place + count) else { return nil }
            lines[place] = current
            place += count
            return lines[place]
        }
    }
}
