import Foundation
import RAGCore

/// A reader of the lines of a file, one at a time. Line ends and blank lines are left out.
struct FileLines {
    private let file: FileHandle
    private var buffer = Data()
    private var scanned = 0
    private var isAtEnd = false

    private static let chunk = 1 << 20
    /// The most bytes of a line. A longer one is no reply of a model.
    private static let mostBytes = 64 << 20

    init(of url: URL) throws {
        file = try FileHandle(forReadingFrom: url)
    }

    /// Returns the next line; nil after the last. Throws if the file cannot be read, or `RAGError` if a line has more
    /// than 64 MiB.
    mutating func next() throws -> Data? {
        while true {
            if let end = buffer[(buffer.startIndex + scanned)...].firstIndex(of: 0x0A) {
                let line = Data(buffer[buffer.startIndex..<end])
                buffer = buffer[(end + 1)...]
                scanned = 0
                if let line = Self.trimmed(line) { return line }
            } else if isAtEnd {
                defer { buffer = Data() }
                scanned = 0
                return Self.trimmed(buffer)
            } else {
                scanned = buffer.count
                guard scanned <= Self.mostBytes else {
                    throw RAGError(
                        .serviceFailed,
                        "A file of replies has a line of more than \(Self.mostBytes >> 20) MiB"
                    )
                }
                let more = try file.read(upToCount: Self.chunk) ?? Data()
                if more.isEmpty { isAtEnd = true } else { buffer = Data(buffer) + more }
            }
        }
    }

    private static func trimmed(_ line: Data) -> Data? {
        let isBlank = line.allSatisfy { [0x20, 0x09, 0x0D].contains($0) }
        return isBlank ? nil : line
    }
}
