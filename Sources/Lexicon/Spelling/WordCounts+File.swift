import Foundation
import RAGCore

/// The file of word counts: the version of the index, then words, characters and pairs, each list behind its length.
/// Numbers have 32 bits, little-endian.
extension WordCounts {
    /// "KFW1" as the first bytes of the file.
    private static let magic: UInt32 = 0x3157_464B
    private static let pairBytes = 12

    /// Returns the version of the index whose words `file` has; nil if it is missing or no such file.
    package static func version(of file: URL) -> IndexVersion? { opened(file)?.version }

    private static func opened(_ file: URL) -> (version: IndexVersion, reader: Reader)? {
        guard let bytes = try? Data(contentsOf: file, options: .alwaysMapped) else { return nil }
        var reader = Reader(bytes: bytes)
        guard reader.next() == Self.magic, let generation = reader.next64(), let revision = reader.next64() else {
            return nil
        }
        return (IndexVersion(generation: generation, revision: revision), reader)
    }

    /// Reads counts from `file`; nil if it is missing, damaged or of another version of the index.
    package init?(contentsOf file: URL, version: IndexVersion) {
        guard let opened = Self.opened(file), opened.version == version else { return nil }
        var reader = opened.reader
        guard let wordCount = reader.next(), let text = reader.text() else { return nil }
        self.init()
        let words = text.split(separator: "\n")
        guard words.count == Int(wordCount) else { return nil }
        reserve(words: words.count, pairs: 0)
        for word in words {
            guard let count = reader.next() else { return nil }
            add(word: String(word), Int(count))
        }
        guard let characters = reader.next() else { return nil }
        for _ in 0..<characters {
            guard let character = reader.han(), let count = reader.next() else { return nil }
            add(character: character, Int(count))
        }
        guard let pairs = reader.next(), Int(pairs) <= reader.bytes.count / Self.pairBytes else { return nil }
        reserve(words: 0, pairs: Int(pairs))
        for _ in 0..<pairs {
            guard let first = reader.han(), let second = reader.han(), let count = reader.next() else {
                return nil
            }
            add(pair: first, second, Int(count))
        }
    }

    /// Writes the counts of `version` to `file`, whole or not at all. Throws what the file system throws.
    package func write(to file: URL, version: IndexVersion) throws {
        var bytes = Data()
        func append(_ number: some FixedWidthInteger) {
            withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
        }
        func append(_ count: Int) { append(UInt32(clamping: count)) }
        append(Self.magic)
        append(version.generation)
        append(version.revision)
        let words = Array(words)
        let text = Data(words.map(\.key).joined(separator: "\n").utf8)
        append(words.count)
        append(text.count)
        bytes.append(text)
        for word in words { append(word.value) }
        let characters = zip(Unicode.Scalar.hanCharacters, characters).filter { $0.1 > 0 }
        append(characters.count)
        for (character, count) in characters {
            append(character)
            append(count)
        }
        append(pairs.count)
        for (pair, count) in pairs {
            append(UInt32(pair >> 32))
            append(UInt32(truncatingIfNeeded: pair))
            append(count)
        }
        try Self.replace(file, by: bytes)
    }

    /// Replaces `file`, complete or not at all, and readable for its owner only: documents may be confidential.
    private static func replace(_ file: URL, by bytes: Data) throws {
        let part = file.deletingLastPathComponent().appending(path: ".\(file.lastPathComponent).\(UUID().uuidString)")
        let descriptor = open(part.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        do {
            try FileHandle(fileDescriptor: descriptor, closeOnDealloc: true).write(contentsOf: bytes)
            guard rename(part.path, file.path) == 0 else { throw POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO) }
        } catch {
            unlink(part.path)
            throw error
        }
    }

    /// Reads numbers and never beyond the end.
    private struct Reader {
        let bytes: Data
        var offset = 0

        mutating func number<Number: FixedWidthInteger>(_: Number.Type) -> Number? {
            let size = MemoryLayout<Number>.size
            guard bytes.count - offset >= size else { return nil }
            defer { offset += size }
            return bytes.withUnsafeBytes {
                Number(littleEndian: $0.loadUnaligned(fromByteOffset: offset, as: Number.self))
            }
        }

        mutating func next() -> UInt32? { number(UInt32.self) }
        mutating func next64() -> Int64? { number(Int64.self) }
        mutating func han() -> Unicode.Scalar? {
            next().flatMap(Unicode.Scalar.init).flatMap { $0.isModernHan ? $0 : nil }
        }

        mutating func text() -> String? {
            guard let length = next(), bytes.count - offset >= Int(length) else { return nil }
            defer { offset += Int(length) }
            return String(bytes: bytes[offset..<(offset + Int(length))], encoding: .utf8)
        }
    }
}
