import Foundation
import RAGCore

/// An append-only file of lines: kind, key, state and a JSON value, separated by tabs. A later line replaces an
/// earlier one with the same kind and key.
///
/// A line counts once it is complete. If the process is killed, at most an incomplete last line is left, which the
/// next opening removes. Only keys and positions of values are held in memory.
struct JournalFile: ~Copyable, Sendable {
    /// The kind and name by which a line is found.
    struct Key: Hashable, Sendable {
        let kind: String
        let name: String
    }

    /// The state of a line and the bytes of its value in the file.
    struct Place: Sendable {
        let state: String
        let range: Range<Int>
    }

    private let path: String
    private let descriptor: Int32
    private var places: [Key: Place]
    private var length: Int
    private var isSynced = true

    /// The first line. A file that begins with anything else is emptied.
    private static let title = Array("kefu batch/1\n".utf8)

    /// Opens or creates the file at `path`, readable for the user alone. With `isFresh` it starts empty.
    init(at path: String, isFresh: Bool) throws(RAGError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | (isFresh ? O_TRUNC : 0), 0o600)
        places = [:]
        length = 0
        guard descriptor >= 0 else { throw Self.failure(path, "opened") }
        try load()
    }

    deinit { close(descriptor) }

    /// Returns the position of the latest line of `key`, or nil if there is none.
    func place(of key: Key) -> Place? { places[key] }

    /// Returns the names of all keys of one kind, in no order.
    func names(of kind: String) -> [String] { places.keys.filter { $0.kind == kind }.map(\.name) }

    /// Returns the value at `place`, or nil if it cannot be read or decoded.
    func value<Value: Decodable>(at place: Place, as type: Value.Type = Value.self) -> Value? {
        var bytes = [UInt8](repeating: 0, count: place.range.count)
        let read = bytes.withUnsafeMutableBytes {
            pread(descriptor, $0.baseAddress, $0.count, off_t(place.range.lowerBound))
        }
        guard read == bytes.count else { return nil }
        return try? JSONDecoder().decode(Value.self, from: Data(bytes))
    }

    /// Appends a line. It survives the end of the process; after `sync` it also survives a power failure.
    mutating func append(_ key: Key, state: String, _ value: some Encodable) throws {
        let head = "\(key.kind)\t\(key.name)\t\(state)\t"
        let json = try JSONEncoder().encode(value)
        try write(Array(head.utf8) + json + [0x0A])
        let start = length + head.utf8.count
        places[key] = Place(state: state, range: start..<(start + json.count))
        length = start + json.count + 1
        isSynced = false
    }

    /// Waits until the disk holds all lines.
    mutating func sync() throws(RAGError) {
        guard !isSynced else { return }
        guard fsync(descriptor) == 0 else { throw Self.failure(path, "written") }
        isSynced = true
    }

    private func write(_ bytes: [UInt8]) throws(RAGError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                pwrite(descriptor, $0.baseAddress?.advanced(by: written), $0.count - written, off_t(length + written))
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { throw Self.failure(path, "written") }
            written += count
        }
    }

    /// Finds the complete lines and truncates the file after the last of them.
    private mutating func load() throws(RAGError) {
        var start = [UInt8](repeating: 0, count: Self.title.count)
        let count = start.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        if count == start.count, start == Self.title {
            length = start.count
            try readLines()
        } else {
            length = 0
            try write(Self.title)
            length = Self.title.count
        }
        guard ftruncate(descriptor, off_t(length)) == 0 else { throw Self.failure(path, "written") }
    }

    private mutating func readLines() throws(RAGError) {
        var rest: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        while true {
            let offset = length + rest.count
            let count = buffer.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, off_t(offset)) }
            guard count >= 0 else { throw Self.failure(path, "read") }
            if count == 0 { return }
            rest += buffer[..<count]
            var begin = 0
            while let end = rest[begin...].firstIndex(of: 0x0A) {
                index(rest[begin..<end], at: length)
                length += end + 1 - begin
                begin = end + 1
            }
            rest.removeFirst(begin)
        }
    }

    private mutating func index(_ line: ArraySlice<UInt8>, at offset: Int) {
        let parts = line.split(separator: 0x09, maxSplits: 3, omittingEmptySubsequences: false)
        guard parts.count == 4 else { return }
        let text = parts.prefix(3).map { String(decoding: $0, as: UTF8.self) }
        let start = offset + parts[3].startIndex - line.startIndex
        places[Key(kind: text[0], name: text[1])] = Place(state: text[2], range: start..<(start + parts[3].count))
    }

    private static func failure(_ path: String, _ what: String) -> RAGError {
        RAGError(
            .failed,
            "The record of the batch, \(path), cannot be \(what)",
            hint: "Free space on the disk and make the folder writable for the user who runs kefu",
            cause: POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO)
        )
    }
}
